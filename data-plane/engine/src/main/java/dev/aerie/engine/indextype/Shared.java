package dev.aerie.engine.indextype;

import dev.aerie.engine.indextype.Parameter.Choice;
import dev.aerie.engine.indextype.Parameter.Decimal;
import dev.aerie.engine.indextype.Parameter.Flag;
import dev.aerie.engine.indextype.Parameter.Whole;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Parameters that several index types share. */
final class Shared {
  static final Whole NLIST = new Whole("nlist", 1, 65_536);
  static final Whole NPROBE = new Whole("nprobe", 1, 65_536);
  static final Whole SUBVECTORS = new Whole("m", 1, 65_536);
  static final Whole BITS = new Whole("nbits", 1, 24);
  static final Whole EF = new Whole("ef", 1, Integer.MAX_VALUE);
  static final Flag REFINE = new Flag("refine");
  static final Choice REFINE_TYPE =
      new Choice("refine_type", Set.of("SQ6", "SQ8", "BF16", "FP16", "FP32", "FLAT"));
  static final Decimal REFINE_K = new Decimal("refine_k", 1, Float.MAX_VALUE, true);
  static final Decimal DROP_RATIO_SEARCH = new Decimal("drop_ratio_search", 0, 1, false);

  /**
   * What may change of an index that is there. Nothing here depends on it: segments are mapped into
   * memory always, and warm up as their collection's tier says.
   */
  static final List<Parameter> PROPERTIES =
      List.of(
          new Flag("mmap.enabled"),
          new Flag("indexoffsetcache.enabled"),
          new Choice("warmup", Set.of("SYNC", "ASYNC", "DISABLE")));

  private Shared() {}

  static List<Parameter> graph(Parameter... more) {
    return Stream.concat(
            Stream.of(new Whole("M", 2, 2_048), new Whole("efConstruction", 1, Integer.MAX_VALUE)),
            Stream.of(more))
        .toList();
  }

  /** All algorithms find the same rows: one that skips what can't be among them serves for each. */
  static List<Parameter> sparse() {
    return List.of(
        new Decimal("drop_ratio_build", 0, 1, false),
        new Choice("inverted_index_algo", Set.of("TAAT_NAIVE", "DAAT_WAND", "DAAT_MAXSCORE")),
        new Decimal("bm25_k1", 0, 3, true),
        new Decimal("bm25_b", 0, 1, true));
  }
}
