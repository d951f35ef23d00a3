package dev.aerie.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows, queries and their exact answers, as {@code prepare.py} writes them.
 *
 * @param base rows × dimension floats
 * @param truth the ids of the 100 nearest of each query, nearest first; -1 where there are fewer
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data
record Dataset(
    MemorySegment base,
    int rows,
    int dimension,
    List<float[]> queries,
    int[][] truth,
    long[] sizes,
    List<String> sections,
    List<Case> cases) {

  private static final int DEPTH = 100;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A filter and the answers under it. */
  @SuppressWarnings("ArrayRecordComponent") // bulk data
  record Case(String name, String expression, int[][] truth) {}

  static Dataset read(Path folder) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode facts = json.readTree(folder.resolve("dataset.json").toFile());
    int rows = facts.get("rows").asInt();
    int dimension = facts.get("dimension").asInt();
    int queries = facts.get("queries").asInt();
    List<Case> cases = new ArrayList<>();
    for (JsonNode node : json.readTree(folder.resolve("cases.json").toFile())) {
      String name = node.get("name").asText();
      cases.add(
          new Case(
              name,
              node.get("expression").asText(),
              truth(folder.resolve("truth-" + name + ".i32"), queries)));
    }
    MemorySegment asked = map(folder.resolve("queries.f32"));
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      vectors.add(vector(asked, i, dimension));
    }
    return new Dataset(
        map(folder.resolve("base.f32")),
        rows,
        dimension,
        vectors,
        truth(folder.resolve("truth.i32"), queries),
        map(folder.resolve("size.i64")).toArray(ValueLayout.JAVA_LONG_UNALIGNED),
        Files.readAllLines(folder.resolve("section.txt")),
        cases);
  }

  float[] vector(int row) {
    return vector(base, row, dimension);
  }

  private static float[] vector(MemorySegment data, int row, int dimension) {
    float[] values = new float[dimension];
    MemorySegment.copy(data, FLOAT, 4L * row * dimension, values, 0, dimension);
    return values;
  }

  private static int[][] truth(Path file, int queries) throws IOException {
    int[] ids = map(file).toArray(ValueLayout.JAVA_INT_UNALIGNED);
    int[][] truth = new int[queries][DEPTH];
    for (int i = 0; i < queries; i++) {
      System.arraycopy(ids, i * DEPTH, truth[i], 0, DEPTH);
    }
    return truth;
  }

  private static MemorySegment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.global());
    }
  }
}
