package dev.aerie.controlplane.notification;

import java.util.Optional;

/**
 * How a trial went.
 *
 * @param error why it was not taken
 */
public record ChannelTrial(boolean delivered, Optional<String> error) {}
