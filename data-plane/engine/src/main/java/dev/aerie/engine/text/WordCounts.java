package dev.aerie.engine.text;

import dev.aerie.engine.row.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * How often each word is in a text, as a sparse vector: its dimensions are hashes of the words.
 * Part of the format of segments: another hash would not find what was written before.
 */
public final class WordCounts {
  private static final int SEED = 0;

  private WordCounts() {}

  /** The counts of each text; a text without words has an empty vector. */
  public static Column.SparseVectors of(TextAnalyzer analyzer, Column.Strings texts) {
    TextAnalyzer.Splitter splitter = analyzer.open();
    List<Map<Integer, Integer>> rows = new ArrayList<>();
    int[] offsets = new int[texts.size() + 1];
    for (int row = 0; row < texts.size(); row++) {
      rows.add(count(splitter, texts.values()[row]));
      offsets[row + 1] = offsets[row] + rows.get(row).size();
    }
    int[] indices = new int[offsets[texts.size()]];
    float[] weights = new float[indices.length];
    int at = 0;
    for (Map<Integer, Integer> row : rows) {
      for (Map.Entry<Integer, Integer> word : row.entrySet()) {
        indices[at] = word.getKey();
        weights[at++] = word.getValue();
      }
    }
    return new Column.SparseVectors(offsets, indices, weights, Column.none());
  }

  private static Map<Integer, Integer> count(TextAnalyzer.Splitter splitter, String text) {
    Map<Integer, Integer> counts = new TreeMap<>(Integer::compareUnsigned);
    for (Token token : splitter.tokens(text)) {
      counts.merge(hash(token.term()), 1, Integer::sum);
    }
    return counts;
  }

  /** Any but the highest index, which sparse vectors may not have. */
  private static int hash(String word) {
    int hash =
        StringHelper.murmurhash3_x86_32(new BytesRef(word.getBytes(StandardCharsets.UTF_8)), SEED);
    return hash == -1 ? 0 : hash;
  }
}
