package dev.aerie.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Java's libraries in this process: {@code LibraryBench lucene|jvector DATASET WORK OUTPUT}. */
final class LibraryBench {
  static final int LINKS = 16;
  static final int BUILD_EFFORT = 100;
  private static final List<Integer> EFFORTS = List.of(40, 80, 120, 160, 240, 400, 600);

  /** A library that has its rows and is asked. */
  interface Library extends AutoCloseable {
    String name();

    String version();

    /** The ids of the ten nearest. */
    int[] search(float[] query, int effort);

    @Override
    void close() throws IOException;
  }

  private LibraryBench() {}

  static void main(String[] arguments) throws IOException {
    Dataset data = Dataset.read(Path.of(arguments[1]));
    Path work = Path.of(arguments[2]);
    long start = System.nanoTime();
    try (Library library =
        switch (arguments[0]) {
          case "lucene" -> LuceneIndex.build(data, work);
          case "jvector" -> JVectorIndex.build(data);
          default -> throw new IllegalArgumentException("no contestant " + arguments[0]);
        }) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("name", library.name());
      facts.put("version", library.version());
      facts.put("indexSeconds", (System.nanoTime() - start) / 1e9);
      List<Measurement> searches = new ArrayList<>();
      for (int effort : EFFORTS) {
        searches.add(
            Measurement.of(
                "ef " + effort,
                1,
                data.queries(),
                data.truth(),
                query -> library.search(query, effort)));
      }
      facts.put("searches", searches);
      new ObjectMapper().writeValue(Path.of(arguments[3]).toFile(), facts);
    }
  }
}
