// Command staticgen makes the style sheet, scripts and fonts that the site
// sends, from source/ and what npm brought: bundled, minified and named by their
// content.
package main

import (
	"errors"
	"log"
	"os"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal("staticgen: ", err)
	}
}

func run() error {
	if err := os.RemoveAll("dist"); err != nil {
		return err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{"source/style.css", "source/offline.js", "source/reader.js", "source/search.js", "source/worker.js"},
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsEndOfFile,
		Target:            api.ES2020,
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile},
		EntryNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		NodePaths:         []string{"_npm/node_modules"},
		Outdir:            "dist",
		Write:             true,
		LogLevel:          api.LogLevelWarning,
	})
	if len(result.Errors) > 0 {
		return errors.New("esbuild reported errors")
	}
	return nil
}
