package dev.aerie.controlplane.problem;

/**
 * What is wrong with one field of a request.
 *
 * @param field path of the field, as in {@code labels.team}
 * @param message what a right value is
 */
public record FieldProblem(String field, String message) {}
