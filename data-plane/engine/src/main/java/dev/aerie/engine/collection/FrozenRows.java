package dev.aerie.engine.collection;

import dev.aerie.engine.memtable.Chunk;
import java.util.BitSet;
import java.util.List;

/** Rows of one partition about to become a segment, and which of them are deleted by now. */
public record FrozenRows(long partitionId, List<Chunk> chunks, BitSet deleted) {}
