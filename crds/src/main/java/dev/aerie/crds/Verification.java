package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * How the drill went.
 *
 * @param at when, ISO 8601
 * @param passed whether the restored rows are the same
 * @param collections collections compared
 * @param rows rows compared
 * @param recall share of the hits of sampled searches found again, such as {@code 1.000}; empty if
 *     no collection can be searched
 * @param differences what is not the same, in words
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Verification(
    @JsonPropertyDescription("When it was tried.") String at,
    @JsonPropertyDescription("Whether the restored rows are the same.") Boolean passed,
    @JsonPropertyDescription("Collections compared.") Integer collections,
    @JsonPropertyDescription("Rows compared by number and checksum.") Long rows,
    @JsonPropertyDescription("Share of the hits of sampled searches found again.") String recall,
    @JsonPropertyDescription("What is not the same.") List<String> differences) {

  /** Fills in what is absent. */
  public Verification {
    recall = recall == null ? "" : recall;
    differences = differences == null ? List.of() : List.copyOf(differences);
  }
}
