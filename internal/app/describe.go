package app

import (
	"context"
	"encoding/json"
	"fmt"
)

// Describe says what a job is about, for people: "read https://…".
func (a *App) Describe(ctx context.Context, kind, args string) string {
	var about struct {
		Source, Item, Version, Translation int64
		Edition                            string
	}
	if err := json.Unmarshal([]byte(args), &about); err != nil {
		return kind
	}
	text := ""
	switch {
	case about.Item != 0:
		if item, err := a.Store.Item(ctx, about.Item); err == nil {
			text = item.URL
		}
	case about.Source != 0:
		if s, err := a.Store.Source(ctx, about.Source); err == nil {
			text = s.Name
		}
	case about.Translation != 0:
		if e, err := a.Store.Translation(ctx, about.Translation); err == nil {
			text = fmt.Sprintf("article %d for %s", e.Article, e.Edition)
		}
	case about.Version != 0:
		if v, err := a.Store.Version(ctx, about.Version); err == nil {
			text = fmt.Sprintf("article %d (%s)", v.Article, v.Content.Headline)
			if about.Edition != "" {
				text += " for " + about.Edition
			}
		}
	default:
		text = about.Edition
	}
	if text == "" {
		return kind
	}
	return kind + " " + text
}
