package dev.aerie.server.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What is written and looked for. */
final class Rows {
  static final String DATABASE = "default";
  static final String COLLECTION = "rehearsal";
  static final String VECTOR = "vector";
  static final String METRIC = "COSINE";
  static final int DIMENSION = 32;

  /** A filter that some rows pass. */
  static final String FILTER = "even == true and word != \"none\"";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Rows() {}

  static List<JsonNode> numbered(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(
            number ->
                Map.of(
                    "id",
                    number,
                    VECTOR,
                    vector(number),
                    "even",
                    number % 2 == 0,
                    "word",
                    "row " + number))
        .<JsonNode>map(JSON::valueToTree)
        .toList();
  }

  static List<Float> vector(int number) {
    return IntStream.range(0, DIMENSION)
        .mapToObj(place -> (float) Math.sin(number + place * 0.7))
        .toList();
  }
}
