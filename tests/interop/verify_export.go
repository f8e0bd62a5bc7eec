// Verifies a log that ledgerctl exported as static files, with golang.org/x/mod/sumdb alone: the
// cosigned checkpoint with sumdb/note, every tile and every entry against its root with sumdb/tlog, and
// that it extends an older cosigned checkpoint.
//
//	verify_export DIRECTORY OLDER_CHECKPOINT LOG_KEY WITNESS_KEY...
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var directory string

func read(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	return data
}

// cosigner verifies c2sp.org/tlog-cosignature lines, which this version of sumdb/note does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(c.key, []byte(message), signature[8:])
}

func newCosigner(vkey string) cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		log.Fatalf("witness key %q: expected three parts", vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		log.Fatalf("witness key %q: no cosigner's (%v)", vkey, err)
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(id[:4])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		log.Fatalf("witness key %q: its id is %08x", vkey, hash)
	}
	return cosigner{parts[0], hash, key[1:]}
}

// open verifies the log's and every witness's signature and returns the tree.
func open(path string, data []byte, verifiers []note.Verifier) tlog.Tree {
	opened, err := note.Open(data, note.VerifierList(verifiers...))
	if err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	if len(opened.Sigs) != len(verifiers) || len(opened.UnverifiedSigs) != 0 {
		log.Fatalf("%s: %d signatures verified, expected %d", path, len(opened.Sigs), len(verifiers))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifiers[0].Name() || lines[3] != "" {
		log.Fatalf("%s: found text %q", path, opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	return tlog.Tree{N: size, Hash: root}
}

// staticTiles reads tiles by their published paths, which leave out the height that tlog writes.
type staticTiles struct{}

func (staticTiles) Height() int                             { return 8 }
func (staticTiles) SaveTiles(tiles []tlog.Tile, _ [][]byte) {}
func (staticTiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(directory, path))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

// bundle returns the entries of the bundle that begins at `first`.
func bundle(first, size int64) [][]byte {
	width := 256
	if size-first < 256 {
		width = int(size - first)
	}
	tile := tlog.Tile{H: 8, L: -1, N: first / 256, W: width}
	data := read(filepath.Join(directory, strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)))
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			log.Fatalf("the bundle from %d is cut off", first)
		}
		length := int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(entries) != width {
		log.Fatalf("the bundle from %d has %d entries, expected %d", first, len(entries), width)
	}
	return entries
}

func main() {
	log.SetFlags(0)
	directory = os.Args[1]
	logKey, err := note.NewVerifier(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	verifiers := []note.Verifier{logKey}
	for _, vkey := range os.Args[4:] {
		verifiers = append(verifiers, newCosigner(vkey))
	}
	checkpoint := read(filepath.Join(directory, "checkpoint"))
	tree := open("checkpoint", checkpoint, verifiers)
	older := open(os.Args[2], read(os.Args[2]), verifiers)
	damaged := bytes.Replace(checkpoint, []byte(fmt.Sprintf("\n%d\n", tree.N)),
		[]byte(fmt.Sprintf("\n%d\n", tree.N+1)), 1)
	if _, err := note.Open(damaged, note.VerifierList(verifiers...)); err == nil {
		log.Fatal("checkpoint: verifies although it was changed")
	}

	// The reader verifies each tile against the root before it hands out a hash.
	reader := tlog.TileHashReader(tree, staticTiles{})
	for first := int64(0); first < tree.N; first += 256 {
		entries := bundle(first, tree.N)
		indexes := make([]int64, len(entries))
		for i := range entries {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			log.Fatal(err)
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != hashes[i] {
				log.Fatalf("entry %d is not the one in the tree", first+int64(i))
			}
		}
	}
	proof, err := tlog.ProveTree(tree.N, older.N, reader)
	if err != nil {
		log.Fatal(err)
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("verified by golang.org/x/mod/sumdb: an exported log of %d entries, cosigned by %d witnesses, that extends one of %d\n",
		tree.N, len(verifiers)-1, older.N)
}
