package dev.aerie.engine.objectstore;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.net.URI;
import java.nio.file.Path;

/** Opens the store a URI names. */
public final class ObjectStores {
  private ObjectStores() {}

  /**
   * Opens {@code file:///dir} or {@code s3://bucket/prefix?endpoint=…&region=…}.
   *
   * @param accessKey and {@code secretKey} are for S3; empty to take them from the environment
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a URI that is neither
   */
  public static ObjectStore open(URI uri, String accessKey, String secretKey) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    return switch (scheme) {
      case "file" -> new LocalObjectStore(Path.of(uri.getPath()));
      case "s3" -> S3ObjectStore.open(uri, accessKey, secretKey);
      default ->
          throw new EngineException(
              ErrorCode.INVALID_ARGUMENT,
              "storage URI '%s' is not supported; use file:///dir or s3://bucket/prefix"
                  .formatted(uri));
    };
  }
}
