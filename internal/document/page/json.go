package page

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// RecordVersion is the version of Record. It grows when a field goes or
// changes its meaning; new fields don't count.
const RecordVersion = 1

// Record is the JSON form: the article as it was found and, if it was
// translated, its translation with engines, segments and findings. The fields
// below it are documented at the types of package domain.
type Record struct {
	Version     int                 `json:"version"`
	Article     domain.Article      `json:"article"`
	Translation *domain.Translation `json:"translation,omitempty"`
}

func writeJSON(w io.Writer, k *work) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(Record{Version: RecordVersion, Article: k.source, Translation: k.translation}); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
