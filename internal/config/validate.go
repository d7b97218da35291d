package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// validate reports the first value that can't be used, as domain.ErrInvalid.
func (c Config) validate() error {
	for _, s := range []struct{ key, listen string }{{"site.listen", c.Site.Listen}, {"admin.listen", c.Admin.Listen}} {
		if s.listen == "" && s.key == "admin.listen" {
			continue
		}
		if _, _, err := net.SplitHostPort(s.listen); err != nil {
			return fmt.Errorf("setting %s: %q is no address to listen at, such as 127.0.0.1:8080: %w", s.key, s.listen, domain.ErrInvalid)
		}
	}
	if err := webAddress("site.address", c.Site.Address); err != nil {
		return err
	}
	if u, err := url.Parse(c.Site.Address); err == nil && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "") {
		return fmt.Errorf("setting site.address: %q goes on after the host: the site stands at the root of its host: %w", c.Site.Address, domain.ErrInvalid)
	}
	if err := webAddress("site.hub", c.Site.Hub); err != nil {
		return err
	}
	if _, err := time.LoadLocation(c.Site.Zone); err != nil {
		return fmt.Errorf("setting site.zone: %q is no time zone such as Europe/Berlin: %w", c.Site.Zone, domain.ErrInvalid)
	}
	for _, s := range []struct {
		key string
		n   int
	}{{"work.net", c.Work.Net}, {"work.cpu", c.Work.CPU}, {"work.publish", c.Work.Publish}} {
		if s.n < 0 || s.n > 1000 {
			return fmt.Errorf("setting %s: %d is not between 0 and 1000: %w", s.key, s.n, domain.ErrInvalid)
		}
	}
	if c.Retention.Pages < 0 {
		return fmt.Errorf("setting retention.pages: %s is negative: %w", c.Retention.Pages, domain.ErrInvalid)
	}
	if c.Retention.Outputs < 0 {
		return fmt.Errorf("setting retention.outputs: %s is negative: %w", c.Retention.Outputs, domain.ErrInvalid)
	}
	if err := c.validateEngines(); err != nil {
		return err
	}
	if _, err := c.Log.SlogLevel(); err != nil {
		return fmt.Errorf("setting log.level: %q is not debug, info, warn or error: %w", c.Log.Level, domain.ErrInvalid)
	}
	return nil
}

// webAddress reports an address that is set but leads to no site.
func webAddress(key, address string) error {
	u, err := url.Parse(address)
	if address != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return fmt.Errorf("setting %s: %q is no address that begins with https:// or http://: %w", key, address, domain.ErrInvalid)
	}
	return nil
}

// SlogLevel returns the level as package slog has it.
func (l Log) SlogLevel() (level slog.Level, err error) {
	return level, level.UnmarshalText([]byte(l.Level))
}
