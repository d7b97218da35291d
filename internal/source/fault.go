package source

// fault is a way in which markup is broken.
type fault int

const (
	faultAmpersand fault = iota // & that begins no reference
	faultLess                   // < that begins no tag
	faultControl                // characters that XML forbids
	faultNesting                // tags that don't match
	faultEnd                    // it stops before its end
	faultJunk                   // something stands before the root
	faultEntity                 // it declares entities
	faultDepth                  // nested too deeply
	faultNodes                  // an item with too many elements
	faults
)

// code returns the problem that a fault is, "" for one that is told otherwise.
func (f fault) code() string {
	switch f {
	case faultAmpersand:
		return "ampersand"
	case faultLess:
		return "less-than"
	case faultControl:
		return "control"
	case faultNesting:
		return "nesting"
	case faultJunk:
		return "junk"
	case faultEntity:
		return "entities"
	case faultDepth:
		return "depth"
	case faultNodes:
		return "nodes"
	default:
		return ""
	}
}

// complain tells what was repaired.
func (m *markup) complain(wrong *complaints) {
	for f := range faults {
		if code := f.code(); code != "" {
			wrong.addN(code, m.count[f], "")
		}
	}
}
