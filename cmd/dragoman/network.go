package main

import (
	"io"
	"net/netip"

	"github.com/dragoman-news/dragoman/internal/fetch"
)

// client returns the program's one way out to the network, as the
// configuration allows it. Log lines go to w when the user asked for them.
func (p *program) client(w io.Writer) (*fetch.Client, error) {
	config := fetch.Config{Timeout: p.cfg.Fetch.Timeout, MaxBytes: p.cfg.Fetch.MaxSize}
	if p.cfg.Fetch.Contact != "" {
		config.UserAgent = "Dragoman/" + version() + " (+" + p.cfg.Fetch.Contact + ")"
	}
	for _, allowed := range p.cfg.Fetch.Allow {
		if prefix, err := netip.ParsePrefix(allowed); err == nil {
			config.AllowPrivate = append(config.AllowPrivate, prefix)
		} else {
			config.AllowHosts = append(config.AllowHosts, allowed)
		}
	}
	return fetch.New(config, p.logger(w))
}
