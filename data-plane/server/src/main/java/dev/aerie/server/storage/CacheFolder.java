package dev.aerie.server.storage;

import java.nio.file.Path;

/** The folder of the disk cache. */
public record CacheFolder(Path path) {}
