package nmt

import (
	"os"
	"path/filepath"
	"testing"
)

// root gives the repository's root directory.
func root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	tb.Fatal("no go.mod above the test's directory")
	return ""
}

// modelDir gives the directory of the English-Russian test model, or skips
// the test. Where CI is set it must be there.
func modelDir(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("DRAGOMAN_TEST_MODEL")
	if dir == "" {
		dir = filepath.Join(root(tb), "build", "models", "en-ru")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") != "" {
			tb.Fatalf("no test model: %v: run scripts/get-test-model", err)
		}
		tb.Skipf("no test model: %v: run scripts/get-test-model", err)
	}
	return dir
}

func openTestModel(tb testing.TB, opts ...Option) *Model {
	tb.Helper()
	m, err := OpenDir(modelDir(tb), opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}
