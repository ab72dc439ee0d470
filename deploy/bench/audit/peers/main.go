// Programs that nobody here wrote, pointed at an Almanac log: Go's sumdb/tlog, Tessera's fsck, and the proof and
// cosignature formats of transparency-dev. Exit code 0 when they accept what they are given.
//
//	peers vectors                             expected values for the tests of audit-service/log, as JSON
//	peers fsck URL VKEY [BEARER]              Tessera's fsck of a whole log
//	peers sumdb URL VKEY                      inclusion and consistency through golang.org/x/mod/sumdb/tlog
//	peers proof RECEIPT VKEY [WITNESS_VKEY]   a receipt through formats/proof and formats/note
package main

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/transparency-dev/formats/log"
	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/formats/proof"
	mproof "github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	commands := map[string]func([]string) error{"vectors": vectors, "fsck": check, "sumdb": sumdb, "proof": receipt}
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: peers vectors | fsck URL VKEY [BEARER] | sumdb URL VKEY | proof RECEIPT VKEY [WITNESS_VKEY]")
		os.Exit(2)
	}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// memory keeps the hashes of a tree in the order of sumdb/tlog.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = m[index]
	}
	return hashes, nil
}

func vectors([]string) error {
	const size = 70_000
	var tree memory
	for n := int64(0); n < size; n++ {
		hashes, err := tlog.StoredHashes(n, fmt.Appendf(nil, "entry %d", n), tree)
		if err != nil {
			return err
		}
		tree = append(tree, hashes...)
	}
	sizes := []int64{0, 1, 2, 3, 7, 255, 256, 257, 65_535, 65_536, 65_537, size}
	out := map[string]any{
		"source":  "golang.org/x/mod v0.42.0 sumdb/tlog and sumdb/note, transparency-dev/formats v0.1.1 note; entry i is the text 'entry i'",
		"command": "go run . vectors (deploy/bench/audit/peers)",
	}
	roots, inclusions, consistencies, tiles := []any{}, []any{}, []any{}, []any{}
	for _, n := range sizes {
		root, err := tlog.TreeHash(n, tree)
		if err != nil {
			return err
		}
		roots = append(roots, map[string]any{"size": n, "root": root.String()})
		for _, index := range []int64{0, 1, n / 2, n - 2, n - 1} {
			if index < 0 || index >= n {
				continue
			}
			p, err := tlog.ProveRecord(n, index, tree)
			if err != nil {
				return err
			}
			inclusions = append(inclusions, map[string]any{"size": n, "index": index, "proof": texts(p)})
		}
		for _, old := range sizes {
			if old < 1 || old > n {
				continue
			}
			p, err := tlog.ProveTree(n, old, tree)
			if err != nil {
				return err
			}
			consistencies = append(consistencies, map[string]any{"size1": old, "size2": n, "proof": texts(p)})
		}
	}
	for _, t := range tlog.NewTiles(8, 0, size) {
		data, err := tlog.ReadTileData(t, tree)
		if err != nil {
			return err
		}
		// sumdb writes tile/8/0/001.p/5 where tlog-tiles writes tile/0/001.p/5
		if t.W < 256 || t.N%100 == 0 {
			path := "tile/" + strings.TrimPrefix(t.Path(), "tile/8/")
			tiles = append(tiles, map[string]any{"path": path, "sha256": digest(data)})
		}
	}
	out["roots"], out["inclusions"], out["consistencies"], out["tiles"] = roots, inclusions, consistencies, tiles
	if err := notes(out, tree); err != nil {
		return err
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}

// notes signs a checkpoint with keys of fixed seeds: a log's, and two witnesses'.
func notes(out map[string]any, tree memory) error {
	root, err := tlog.TreeHash(257, tree)
	if err != nil {
		return err
	}
	skey, vkey := keys("log.example/almanac", 1, 1)
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("log.example/almanac\n257\n%s\n", root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return err
	}
	wskey, wvkey := keys("witness.example/w1", 1, 2)
	witness, err := fnote.NewSignerForCosignatureV1(wskey)
	if err != nil {
		return err
	}
	cosignedVkey, err := fnote.VKeyToCosignatureV1(wvkey)
	if err != nil {
		return err
	}
	opened, err := note.Open(signed, note.VerifierList(must(note.NewVerifier(vkey))))
	if err != nil {
		return err
	}
	cosigned, err := note.Sign(opened, witness)
	if err != nil {
		return err
	}
	out["log_key"], out["witness_key"] = vkey, cosignedVkey
	out["checkpoint"], out["cosigned"] = string(signed), string(cosigned)
	out["checkpoint_seed"] = base64.StdEncoding.EncodeToString(seed(1))
	return nil
}

func seed(number byte) []byte {
	s := make([]byte, ed25519.SeedSize)
	for i := range s {
		s[i] = number
	}
	return s
}

func keys(name string, algorithm byte, number byte) (string, string) {
	private := ed25519.NewKeyFromSeed(seed(number))
	public := append([]byte{algorithm}, private.Public().(ed25519.PublicKey)...)
	vkey, err := note.NewEd25519VerifierKey(name, ed25519.PublicKey(public[1:]))
	if err != nil {
		panic(err)
	}
	hash := strings.Split(vkey, "+")[1]
	secret := append([]byte{algorithm}, seed(number)...)
	return fmt.Sprintf("PRIVATE+KEY+%s+%s+%s", name, hash, base64.StdEncoding.EncodeToString(secret)), vkey
}

func check(args []string) error {
	base, verifier, err := logOf(args)
	if err != nil {
		return err
	}
	fetcher, err := client.NewHTTPFetcher(base, nil)
	if err != nil {
		return err
	}
	if len(args) > 2 {
		fetcher.SetAuthorizationHeader("Bearer " + args[2])
	}
	return fsck.New(verifier.Name(), verifier, fetcher, leafHashes, fsck.Opts{N: 2}).Check(context.Background())
}

func leafHashes(bundle []byte) ([][]byte, error) {
	entries := &api.EntryBundle{}
	if err := entries.UnmarshalText(bundle); err != nil {
		return nil, err
	}
	hashes := make([][]byte, 0, len(entries.Entries))
	for _, entry := range entries.Entries {
		hashes = append(hashes, rfc6962.DefaultHasher.HashLeaf(entry))
	}
	return hashes, nil
}

// tiles reads the tiles of a log for sumdb/tlog.
type tiles struct{ base *url.URL }

func (tiles) Height() int                     { return 8 }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		body, err := get(t.base, "tile/"+strings.TrimPrefix(tile.Path(), "tile/8/"))
		if err != nil {
			return nil, err
		}
		data[i] = body
	}
	return data, nil
}

func sumdb(args []string) error {
	base, verifier, err := logOf(args)
	if err != nil {
		return err
	}
	signed, err := get(base, "checkpoint")
	if err != nil {
		return err
	}
	state, _, _, err := log.ParseCheckpoint(signed, verifier.Name(), verifier)
	if err != nil {
		return err
	}
	tree := tlog.Tree{N: int64(state.Size), Hash: tlog.Hash(state.Hash)}
	reader := tlog.TileHashReader(tree, tiles{base})
	for _, index := range []int64{0, tree.N / 2, tree.N - 1} {
		hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		p, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(p, tree.N, tree.Hash, index, hashes[0]); err != nil {
			return err
		}
	}
	for old := int64(1); old <= tree.N; old = old*2 + 1 {
		root, err := tlog.TreeHash(old, reader)
		if err != nil {
			return err
		}
		p, err := tlog.ProveTree(tree.N, old, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(p, tree.N, tree.Hash, old, root); err != nil {
			return err
		}
	}
	return nil
}

func receipt(args []string) error {
	data, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var p proof.TLogProof
	if err := p.Unmarshal(data); err != nil {
		return err
	}
	verifier, err := note.NewVerifier(args[1])
	if err != nil {
		return err
	}
	verifiers := []note.Verifier{}
	for _, key := range args[2:] {
		witness, err := fnote.NewVerifierForCosignatureV1(key)
		if err != nil {
			return err
		}
		verifiers = append(verifiers, witness)
	}
	state, _, signed, err := log.ParseCheckpoint(p.Checkpoint, verifier.Name(), verifier, verifiers...)
	if err != nil {
		return err
	}
	if len(signed.Sigs) != 1+len(verifiers) {
		return fmt.Errorf("%d good signatures, not %d", len(signed.Sigs), 1+len(verifiers))
	}
	hashes := make([][]byte, len(p.Hashes))
	for i := range p.Hashes {
		hashes[i] = p.Hashes[i][:]
	}
	leaf := rfc6962.DefaultHasher.HashLeaf(p.ExtraData)
	return mproof.VerifyInclusion(rfc6962.DefaultHasher, p.Index, state.Size, leaf, hashes, state.Hash)
}

func logOf(args []string) (*url.URL, note.Verifier, error) {
	if len(args) < 2 {
		return nil, nil, fmt.Errorf("needs a URL and a verifier key")
	}
	base, err := url.Parse(strings.TrimSuffix(args[0], "/") + "/")
	if err != nil {
		return nil, nil, err
	}
	verifier, err := note.NewVerifier(args[1])
	return base, verifier, err
}

func get(base *url.URL, path string) ([]byte, error) {
	response, err := http.Get(base.JoinPath(path).String())
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return io.ReadAll(response.Body)
}

func texts[H fmt.Stringer](hashes []H) []string {
	all := []string{}
	for _, hash := range hashes {
		all = append(all, hash.String())
	}
	return all
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.StdEncoding.EncodeToString(sum[:])
}
