package dev.aerie.controlplane.auditsink;

import java.util.Optional;

/**
 * How a trial went.
 *
 * @param error why it was not taken
 */
public record SinkTrial(boolean delivered, Optional<String> error) {}
