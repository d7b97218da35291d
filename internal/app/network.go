package app

import (
	"log/slog"
	"net/netip"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/fetch"
)

// NewClient returns the program's one way out to the network, as the
// configuration allows it; version is what it calls itself to other sites.
func NewClient(c config.Fetch, version string, log *slog.Logger) (*fetch.Client, error) {
	fc := fetch.Config{UserAgent: userAgent(c, version), Timeout: c.Timeout, MaxBytes: c.MaxSize, PerHostDelay: c.Delay}
	if fc.PerHostDelay == 0 {
		fc.PerHostDelay = -1 // none; 0 stands for the default there
	}
	for _, allowed := range c.Allow {
		if prefix, err := netip.ParsePrefix(allowed); err == nil {
			fc.AllowPrivate = append(fc.AllowPrivate, prefix)
		} else {
			fc.AllowHosts = append(fc.AllowHosts, allowed)
		}
	}
	return fetch.New(fc, log)
}

// userAgent returns what the program calls itself, "" for its usual name.
func userAgent(c config.Fetch, version string) string {
	if c.Contact == "" {
		return ""
	}
	return "Dragoman/" + version + " (+" + c.Contact + ")"
}
