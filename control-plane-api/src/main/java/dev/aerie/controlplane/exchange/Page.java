package dev.aerie.controlplane.exchange;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list.
 *
 * @param items in order
 * @param nextCursor what to send as {@code cursor} for what follows; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {}
