package dev.aerie.engine.scalar;

import java.util.Optional;

/**
 * What is kept of the values at a place in documents.
 *
 * @param grams of texts
 */
public record PathIndex(PathColumn.Kind kind, Optional<GramIndex.Lengths> grams) {}
