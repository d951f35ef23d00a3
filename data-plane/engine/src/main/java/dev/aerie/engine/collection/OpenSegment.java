package dev.aerie.engine.collection;

import dev.aerie.engine.segment.Segment;
import java.util.BitSet;

/** A segment and the rows deleted from it, at one moment. */
public record OpenSegment(Segment segment, BitSet deleted) {}
