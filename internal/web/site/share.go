package site

import (
	"net/http"
)

// iconPath is the site's icon for feeds and home screens.
const iconPath = "/icon.png"

func (s *Site) serveIcon(w http.ResponseWriter, r *http.Request) error { return nil }

func (s *Site) serveShare(w http.ResponseWriter, r *http.Request, v visit) error { return nil }
