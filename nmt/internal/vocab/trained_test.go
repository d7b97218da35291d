package vocab

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestTrainedModels trains tiny models of each kind on testdata/corpus.txt and
// compares with the reference on hard lines.
func TestTrainedModels(t *testing.T) {
	t.Parallel()
	train := command(t, "spm_train")
	rules := filepath.Join(t.TempDir(), "denormalize.tsv")
	if err := os.WriteFile(rules, []byte("74 68 65\t54 48 45\n6D\t\n20 61\t5F 41 20\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := oddLines()
	if news := newsLines(t); len(news) > 0 {
		for i := 0; i < len(news); i += 31 {
			lines = append(lines, news[i])
		}
	}
	for name, flags := range map[string][]string{
		"unigram nmt_nfkc":          {"--model_type=unigram"},
		"unigram nfkc":              {"--model_type=unigram", "--normalization_rule_name=nfkc"},
		"unigram case folding":      {"--model_type=unigram", "--normalization_rule_name=nmt_nfkc_cf"},
		"unigram identity":          {"--model_type=unigram", "--normalization_rule_name=identity"},
		"unigram no dummy prefix":   {"--model_type=unigram", "--add_dummy_prefix=false"},
		"unigram white space kept":  {"--model_type=unigram", "--remove_extra_whitespaces=false", "--normalization_rule_name=identity"},
		"unigram raw":               {"--model_type=unigram", "--remove_extra_whitespaces=false", "--add_dummy_prefix=false", "--normalization_rule_name=identity"},
		"unigram byte fallback":     {"--model_type=unigram", "--byte_fallback", "--vocab_size=560", "--split_digits"},
		"unigram symbols":           {"--model_type=unigram", "--user_defined_symbols=<mask>,[URL],tion,the,▁of,ﬁ,👍", "--control_symbols=<2ru>,<2ar>"},
		"unigram symbols and bytes": {"--model_type=unigram", "--user_defined_symbols=<mask>,ing,½", "--byte_fallback", "--vocab_size=560"},
		"unigram other specials":    {"--model_type=unigram", "--pad_id=0", "--eos_id=1", "--unk_id=2", "--bos_id=-1", "--unk_surface=?"},
		"unigram white space only":  {"--model_type=unigram", "--allow_whitespace_only_pieces", "--remove_extra_whitespaces=false"},
		"unigram denormalizer":      {"--model_type=unigram", "--denormalization_rule_tsv=" + rules},
		"bpe nmt_nfkc":              {"--model_type=bpe"},
		"bpe identity":              {"--model_type=bpe", "--normalization_rule_name=identity", "--remove_extra_whitespaces=false"},
		"bpe byte fallback":         {"--model_type=bpe", "--byte_fallback", "--vocab_size=600", "--split_digits"},
		"bpe symbols":               {"--model_type=bpe", "--user_defined_symbols=<mask>,[URL],tion,the,▁of,ﬁ,👍", "--control_symbols=<2ru>"},
		"bpe raw":                   {"--model_type=bpe", "--remove_extra_whitespaces=false", "--add_dummy_prefix=false", "--normalization_rule_name=identity", "--byte_fallback", "--vocab_size=600"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			prefix := filepath.Join(t.TempDir(), "tiny")
			args := append([]string{
				"--input=testdata/corpus.txt", "--model_prefix=" + prefix, "--vocab_size=320", "--hard_vocab_limit=false",
				"--character_coverage=0.98", "--num_threads=1", "--minloglevel=1",
			}, flags...)
			if out, err := exec.CommandContext(t.Context(), train, args...).CombinedOutput(); err != nil {
				t.Fatalf("spm_train %v: %v\n%s", args, err, out)
			}
			compare(t, prefix+".model", lines)
		})
	}
}
