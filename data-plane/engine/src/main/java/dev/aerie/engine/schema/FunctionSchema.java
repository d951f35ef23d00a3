package dev.aerie.engine.schema;

import java.util.List;
import java.util.Map;

/**
 * What fills fields of a collection out of others as rows are written.
 *
 * @param id number of the function in its collection, given by the engine at creation; 0 before
 * @param name unique in the collection
 * @param inputs names of the fields it reads
 * @param outputs names of the fields it fills
 * @param params as the client gave them
 */
public record FunctionSchema(
    long id,
    String name,
    String description,
    Type type,
    List<String> inputs,
    List<String> outputs,
    Map<String, String> params) {

  /** What a function does. */
  public enum Type {
    /** Counts the words of a text, for searches that rank by BM25. */
    BM25
  }

  public FunctionSchema {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    params = Map.copyOf(params);
  }

  /** A copy with the number the engine gave it. */
  public FunctionSchema withId(long newId) {
    return new FunctionSchema(newId, name, description, type, inputs, outputs, params);
  }
}
