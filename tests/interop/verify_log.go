// Verifies the files of write_log with golang.org/x/mod/sumdb alone: notes with sumdb/note, trees,
// proofs and tiles with sumdb/tlog. Ends with the number of each that it verified, or with the first
// difference and exit code 1.
//
//	verify_log DIRECTORY
package main

import (
	"bytes"
	"encoding/base64"
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

func read(name string) []byte {
	data, err := os.ReadFile(filepath.Join(directory, name))
	if err != nil {
		log.Fatal(err)
	}
	return data
}

func files(pattern string) []string {
	names, err := filepath.Glob(filepath.Join(directory, pattern))
	if err != nil {
		log.Fatal(err)
	}
	if len(names) == 0 {
		log.Fatalf("found no file %s, expected some", pattern)
	}
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	return names
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	return n
}

func hash(line string) tlog.Hash {
	h, err := tlog.ParseHash(line)
	if err != nil {
		log.Fatal(err)
	}
	return h
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// openCheckpoint verifies the signature and returns the tree and the note's text.
func openCheckpoint(name string, data []byte, verifier note.Verifier) (tlog.Tree, string) {
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		log.Fatalf("%s: %v", name, err)
	}
	text := lines(opened.Text)
	if len(text) != 3 || text[0] != verifier.Name() {
		log.Fatalf("%s: found text %q", name, opened.Text)
	}
	return tlog.Tree{N: number(text[1]), Hash: hash(text[2])}, opened.Text
}

// logTiles reads tiles by their published paths, which leave out the height that tlog writes.
type logTiles struct{}

func (logTiles) Height() int                             { return 8 }
func (logTiles) SaveTiles(tiles []tlog.Tile, _ [][]byte) {}
func (logTiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		data = append(data, read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return data, nil
}

func main() {
	log.SetFlags(0)
	directory = os.Args[1]
	verifier, err := note.NewVerifier(string(read("vkey")))
	if err != nil {
		log.Fatal(err)
	}
	signer, err := note.NewSigner(string(read("skey")))
	if err != nil {
		log.Fatal(err)
	}

	trees := map[int64]tlog.Tree{}
	for _, name := range files("checkpoint.*") {
		data := read(name)
		tree, text := openCheckpoint(name, data, verifier)
		// The same key and text give the same note, byte for byte.
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil || !bytes.Equal(signed, data) {
			log.Fatalf("%s: signing its text gives other bytes (%v)", name, err)
		}
		damaged := bytes.Replace(data, []byte(verifier.Name()+"\n"), []byte(verifier.Name()+"x\n"), 1)
		if _, err := note.Open(damaged, note.VerifierList(verifier)); err == nil {
			log.Fatalf("%s: verifies although it was changed", name)
		}
		trees[tree.N] = tree
	}

	inclusions := files("*.tlog-proof")
	for _, name := range inclusions {
		head, checkpoint, _ := strings.Cut(string(read(name)), "\n\n")
		tree, _ := openCheckpoint(name, []byte(checkpoint), verifier)
		text := lines(head)
		if len(text) < 2 || text[0] != "c2sp.org/tlog-proof@v1" {
			log.Fatalf("%s: found %q", name, head)
		}
		index := number(strings.TrimPrefix(text[1], "index "))
		var proof tlog.RecordProof
		for _, line := range text[2:] {
			proof = append(proof, hash(line))
		}
		entry := []byte(fmt.Sprintf("entry %d", index))
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		if tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash([]byte("other"))) == nil {
			log.Fatalf("%s: proves an entry that is not in the log", name)
		}
		// Tiles verified against the tree's root give the same proof.
		own, err := tlog.ProveRecord(tree.N, index, tlog.TileHashReader(tree, logTiles{}))
		if err != nil || fmt.Sprint(own) != fmt.Sprint(proof) {
			log.Fatalf("%s: the tiles prove it by other hashes (%v)", name, err)
		}
	}

	consistencies := files("consistency.*")
	for _, name := range consistencies {
		part := strings.Split(name, ".")
		old, tree := trees[number(part[1])], trees[number(part[2])]
		var proof tlog.TreeProof
		for _, line := range lines(string(read(name))) {
			proof = append(proof, hash(line))
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		if tlog.CheckTree(proof, tree.N, tree.Hash, old.N, tlog.RecordHash(nil)) == nil && old.N > 1 {
			log.Fatalf("%s: extends a tree that never was", name)
		}
	}

	// TreeHash of no leaves is zeros there, so the empty tree's root is compared as what it is.
	empty := "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
	firstRoot := trees[0].Hash
	if base64.StdEncoding.EncodeToString(firstRoot[:]) != empty {
		log.Fatalf("checkpoint.0: found root %v", trees[0].Hash)
	}
	fmt.Printf("verified by golang.org/x/mod/sumdb: %d checkpoints, %d inclusion proofs, %d consistency proofs\n",
		len(trees), len(inclusions), len(consistencies))
}
