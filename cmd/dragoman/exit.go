package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Exit codes, by class of error; `dragoman exit-codes` prints them.
const (
	exitOK          = 0
	exitFailure     = 1
	exitInvalid     = 2
	exitNotFound    = 3
	exitForbidden   = 4
	exitRateLimited = 5
	exitInterrupted = 130
)

// classes is the one table from classes of errors to exit codes.
var classes = []struct {
	class error
	code  int
}{
	{context.Canceled, exitInterrupted},
	{domain.ErrInvalid, exitInvalid},
	{domain.ErrNotFound, exitNotFound},
	{domain.ErrForbidden, exitForbidden},
	{domain.ErrRateLimited, exitRateLimited},
}

func exitCode(err error) int {
	if err == nil {
		return exitOK
	}
	for _, c := range classes {
		if errors.Is(err, c.class) {
			return c.code
		}
	}
	return exitFailure
}

// report prints an error for a person: without the classes' own words at its
// ends, which the exit code tells already.
func report(w io.Writer, err error) {
	if err == nil {
		return
	}
	fmt.Fprintf(w, "dragoman: %s\n", plain(err))
}

// plain words an error without its class.
func plain(err error) string { return withoutClass(err.Error()) }

// withoutClass takes the classes' own words out of an error's text, line by
// line: wherever they stand between colons, since advice may follow them.
func withoutClass(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		for _, c := range classes {
			name := c.class.Error()
			line = strings.TrimPrefix(strings.TrimSuffix(line, ": "+name), name+": ")
			for _, next := range []string{": ", "; ", " ("} {
				line = strings.ReplaceAll(line, ": "+name+next, next)
			}
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

const exitCodesHelp = `0    success
1    failure that belongs to no class below; trying again may help
2    what was given cannot be used as it is (usage, configuration, input)
3    what was asked for does not exist (page, file, model, language pair)
4    a rule does not allow it (robots.txt, private address)
5    the other side asks to wait
130  interrupted`
