package dev.aerie.controlplane.exchange;

/**
 * An answer with a secret that is kept nowhere. Whoever asks for it again by an Idempotency-Key
 * must still have the permissions that it took.
 */
public interface ShownOnce {}
