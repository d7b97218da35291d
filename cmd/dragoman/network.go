package main

import (
	"io"
	"net/netip"

	"github.com/dragoman-news/dragoman/internal/fetch"
)

// client returns the program's one way out to the network, as the
// configuration allows it. Log lines go to w when the user asked for them.
func (p *program) client(w io.Writer) (*fetch.Client, error) {
	if p.fetcher != nil {
		return p.fetcher, nil
	}
	config := fetch.Config{Timeout: p.cfg.Fetch.Timeout, MaxBytes: p.cfg.Fetch.MaxSize, PerHostDelay: p.cfg.Fetch.Delay}
	if config.PerHostDelay == 0 {
		config.PerHostDelay = -1 // none; 0 stands for the default there
	}
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
	var err error
	p.fetcher, err = fetch.New(config, p.logger(w))
	return p.fetcher, err
}
