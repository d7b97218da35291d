package apertium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// pipeline is a direction's mode: the commands that its text runs through.
type pipeline struct {
	stages          []string
	grammar, tagger int // the places of two stages, -1 for none
}

// readPipeline returns a direction's pipeline, an empty one if it can't be read.
func readPipeline(mode string) pipeline {
	p := pipeline{grammar: -1, tagger: -1}
	text, err := os.ReadFile(filepath.Join(dataDir(), "modes", mode+".mode"))
	if err != nil {
		return p
	}
	for stage := range strings.SplitSeq(string(text), "|") {
		switch command, _, _ := strings.Cut(strings.TrimSpace(stage), " "); command {
		case "cg-proc":
			p.grammar = len(p.stages)
		case "apertium-tagger":
			p.tagger = len(p.stages)
		}
		p.stages = append(p.stages, stage)
	}
	return p
}

// ambiguous is a word with two analyses in Apertium's stream format.
const ambiguous = "^x/x<n><m><sg>/x<vblex><past>$^./.<sent>$\n"

// taggerCrashes reports whether the direction's tagger dies of a word with two
// analyses. Debian 13's does with the perceptron models of several pairs, such as
// Russian-Ukrainian.
func (p pipeline) taggerCrashes(ctx context.Context, bin string) bool {
	if p.tagger < 0 {
		return false
	}
	parts := strings.Split(p.stages[p.tagger], "'")
	if len(parts) < 3 {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "apertium-tagger"), "-g", parts[len(parts)-2])
	cmd.Stdin = strings.NewReader(ambiguous)
	var exit *exec.ExitError
	return errors.As(cmd.Run(), &exit) && ctx.Err() == nil
}

// untagged returns the pipeline without its tagger, as a mode: the constraint grammar
// before it then gives each word's first analysis. It returns "" where no grammar
// stands before the tagger.
func (p pipeline) untagged() string {
	if p.grammar < 0 || p.tagger != p.grammar+1 {
		return ""
	}
	stages := slices.Clone(p.stages)
	stages[p.grammar] = strings.Replace(stages[p.grammar], "cg-proc", "cg-proc -1 -n", 1)
	return strings.Join(slices.Delete(stages, p.tagger, p.tagger+1), "|")
}

// modeDir writes a mode to a data directory of its own.
func modeDir(mode, text string) (string, error) {
	dir, err := os.MkdirTemp("", "apertium-mode")
	if err != nil {
		return "", fmt.Errorf("write Apertium's mode: %w", err)
	}
	modes := filepath.Join(dir, "modes")
	err = os.Mkdir(modes, 0o700)
	if err == nil {
		err = os.WriteFile(filepath.Join(modes, mode+".mode"), []byte(text), 0o600)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("write Apertium's mode: %w", err), os.RemoveAll(dir))
	}
	return dir, nil
}

// dataDir is where Apertium keeps its modes.
func dataDir() string {
	if dir := os.Getenv("APERTIUM_DATADIR"); dir != "" {
		return dir
	}
	return "/usr/share/apertium"
}
