package registry

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Role is what a file is to its model.
type Role string

// The roles of files. A model has a shared vocabulary or one for each side,
// and mostly a shortlist.
const (
	RoleModel            Role = "model"
	RoleShortlist        Role = "lex"
	RoleVocabulary       Role = "vocab"
	RoleSourceVocabulary Role = "srcvocab"
	RoleTargetVocabulary Role = "trgvocab"
)

// Offer is a model that a registry has.
type Offer struct {
	From, To     string // as Language names them
	Architecture string // "tiny", "base", "base-memory"
	// Status is "Release" with or without a platform, "Nightly" or, for what
	// was never released, empty.
	Status string
	// Size is that of the unpacked model file in bytes, 0 if not known; the
	// other files come on top.
	Size  int64
	files []remoteFile
}

// remoteFile is a file in a registry. Sizes and sums are zero where the
// registry doesn't give them; sums are SHA-256 in hexadecimal.
type remoteFile struct {
	role       Role
	address    string
	name       string // on disk, unpacked
	packedSize int64
	packedSum  string
	size       int64
	sum        string
}

// indexFile is models.json as Mozilla publishes it, as far as it is of use.
type indexFile struct {
	BaseURL string                       `json:"baseUrl"`
	Models  map[string][]json.RawMessage `json:"models"`
}

type indexEntry struct {
	Architecture string               `json:"architecture"`
	Status       string               `json:"releaseStatus"`
	Source       string               `json:"sourceLanguage"`
	Target       string               `json:"targetLanguage"`
	Files        map[string]indexItem `json:"files"`
}

type indexItem struct {
	Path             string `json:"path"`
	Size             int64  `json:"size"`
	Hash             string `json:"hash"`
	UncompressedSize int64  `json:"uncompressedSize"`
	UncompressedHash string `json:"uncompressedHash"`
}

// roleOf returns the role of a file that models.json calls by that name.
func roleOf(name string) (Role, bool) {
	role, ok := map[string]Role{
		"model": RoleModel, "lexicalShortlist": RoleShortlist, "vocab": RoleVocabulary,
		"srcVocab": RoleSourceVocabulary, "trgVocab": RoleTargetVocabulary,
	}[name]
	return role, ok
}

// index is what a registry offers.
type index struct {
	offers []Offer
	broken map[string]error // what is wrong with entries, by direction
}

// parseIndex reads a registry's JSON. Fields that it doesn't know don't
// matter; an entry that can't be used spoils only its own direction. Files
// lie at baseUrl, or next to the registry itself if that isn't given.
func parseIndex(data []byte, address string) (index, error) {
	var file indexFile
	if err := json.Unmarshal(data, &file); err != nil {
		return index{}, fmt.Errorf("the answer of %s is no registry of models (%w): %w", address, err, domain.ErrInvalid)
	}
	if len(file.Models) == 0 {
		return index{}, fmt.Errorf("the registry at %s has no models: %w", address, domain.ErrInvalid)
	}
	base, err := baseAddress(address, file.BaseURL)
	if err != nil {
		return index{}, err
	}
	out := index{broken: map[string]error{}}
	for _, pair := range slices.Sorted(maps.Keys(file.Models)) {
		for _, raw := range file.Models[pair] {
			offer, err := parseEntry(raw, base)
			if offer.From == "" || offer.To == "" {
				continue // of a language that has no name: nobody can ask for it
			}
			if err != nil {
				out.broken[offer.From+"-"+offer.To] = fmt.Errorf("the registry's entry %q can't be used: %w", pair, err)
				continue
			}
			out.offers = append(out.offers, offer)
		}
	}
	slices.SortStableFunc(out.offers, func(a, b Offer) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), compareOffers(a, b))
	})
	return out, nil
}

// parseEntry reads one entry. With an error it returns the languages alone,
// if these can be read.
func parseEntry(raw json.RawMessage, base string) (Offer, error) {
	var languages struct {
		Source string `json:"sourceLanguage"`
		Target string `json:"targetLanguage"`
	}
	if err := json.Unmarshal(raw, &languages); err != nil {
		return Offer{}, err
	}
	from, to, err := languagePair(languages.Source, languages.Target)
	if err != nil {
		return Offer{}, err
	}
	only := Offer{From: from, To: to}
	var entry indexEntry
	if err := json.Unmarshal(raw, &entry); err != nil {
		return only, err
	}
	offer := Offer{From: from, To: to, Architecture: entry.Architecture, Status: entry.Status}
	for name, item := range entry.Files {
		role, ok := roleOf(name)
		if !ok {
			continue
		}
		file, err := parseItem(role, item, base)
		if err != nil {
			return only, fmt.Errorf("%s: %w", name, err)
		}
		if role == RoleModel {
			offer.Size = file.size
		}
		offer.files = append(offer.files, file)
	}
	slices.SortFunc(offer.files, func(a, b remoteFile) int { return cmp.Compare(a.role, b.role) })
	if err := completeSet(offer.files, func(f remoteFile) Role { return f.role }); err != nil {
		return only, err
	}
	return offer, nil
}

func parseItem(role Role, item indexItem, base string) (remoteFile, error) {
	address, err := joinAddress(base, item.Path)
	if err != nil {
		return remoteFile{}, err
	}
	name := unpackedName(item.Path[strings.LastIndexByte(item.Path, '/')+1:])
	if err := checkName(role, name); err != nil {
		return remoteFile{}, err
	}
	file := remoteFile{
		role: role, address: address, name: name, packedSize: item.Size, size: item.UncompressedSize,
		packedSum: strings.ToLower(item.Hash), sum: strings.ToLower(item.UncompressedHash),
	}
	if file.packedSize < 0 || file.size < 0 || file.packedSize > role.limit() || file.size > role.limit() {
		return remoteFile{}, fmt.Errorf("%s: size of %d bytes, where at most %d are allowed: %w", name, max(file.size, file.packedSize), role.limit(), domain.ErrInvalid)
	}
	for _, sum := range []string{file.packedSum, file.sum} {
		if sum != "" && !isSum(sum) {
			return remoteFile{}, fmt.Errorf("%s: %.80q is no SHA-256 sum: %w", name, sum, domain.ErrInvalid)
		}
	}
	return file, nil
}

// completeSet reports which file a model lacks or has twice.
func completeSet[F any](files []F, role func(F) Role) error {
	count := map[Role]int{}
	for _, f := range files {
		if count[role(f)]++; count[role(f)] > 1 {
			return fmt.Errorf("two files of the kind %q: %w", role(f), domain.ErrInvalid)
		}
	}
	shared, split := count[RoleVocabulary], count[RoleSourceVocabulary]+count[RoleTargetVocabulary]
	switch {
	case count[RoleModel] == 0:
		return fmt.Errorf("no model file (model.*.bin): %w", domain.ErrInvalid)
	case shared+split == 0:
		return fmt.Errorf("no vocabulary (vocab.*.spm): %w", domain.ErrInvalid)
	case shared == 0 && split != 2:
		return fmt.Errorf("only one of the two vocabularies (srcvocab.*.spm and trgvocab.*.spm): %w", domain.ErrInvalid)
	case shared > 0 && split > 0:
		return fmt.Errorf("both a shared vocabulary and one for a side: %w", domain.ErrInvalid)
	}
	return nil
}

// compareOffers orders offers of one direction, the best first: released
// before trial, then the bigger networks, of which base-memory is the one
// that Mozilla ships today.
func compareOffers(a, b Offer) int {
	return cmp.Or(cmp.Compare(b.statusRank(), a.statusRank()), cmp.Compare(b.architectureRank(), a.architectureRank()))
}

func (o Offer) statusRank() int {
	switch status := strings.ToLower(o.Status); {
	case status == "release android": // smaller, made for telephones
		return 2
	case strings.HasPrefix(status, "release"):
		return 3
	case status != "":
		return 1
	}
	return 0
}

func (o Offer) architectureRank() int {
	return slices.Index([]string{"tiny", "base", "base-memory"}, o.Architecture)
}
