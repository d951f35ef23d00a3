package dev.aerie.controlplane.exchange;

import java.util.Optional;

/** An answer as it goes out: the body is JSON text. */
record WrittenAnswer(int status, String body, Optional<String> etag, Optional<String> location) {}
