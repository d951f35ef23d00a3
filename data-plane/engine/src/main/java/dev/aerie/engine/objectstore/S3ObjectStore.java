package dev.aerie.engine.objectstore;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.WriteOptions;

/**
 * Objects in an S3 bucket. Every write is one PUT, never multipart: a multipart upload would drop
 * the condition of put-if-absent.
 */
public final class S3ObjectStore implements ObjectStore {
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 50;

  /** What a healthy server is done with long before, for the largest objects too. */
  private static final String DEFAULT_TIMEOUT_SECONDS = "30";

  private final AsyncOperator operator;
  private final long timeoutMillis;

  private S3ObjectStore(AsyncOperator operator, long timeoutMillis) {
    this.operator = operator;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Opens {@code s3://bucket/prefix?endpoint=…&region=…&timeout=…}; {@code timeout} is in seconds:
   * a call that the server has not answered by then counts as failed and is tried again.
   */
  public static S3ObjectStore open(URI uri, String accessKey, String secretKey) {
    Map<String, String> query = query(uri);
    Map<String, String> options = new HashMap<>();
    options.put("bucket", uri.getAuthority());
    options.put("root", uri.getPath().isEmpty() ? "/" : uri.getPath());
    options.put("region", query.getOrDefault("region", "us-east-1"));
    if (query.containsKey("endpoint")) {
      options.put("endpoint", query.get("endpoint"));
    }
    if (!accessKey.isEmpty()) {
      options.put("access_key_id", accessKey);
      options.put("secret_access_key", secretKey);
      options.put("disable_config_load", "true");
    }
    try {
      return new S3ObjectStore(AsyncOperator.of("s3", options), timeoutMillis(query));
    } catch (OpenDALException | NumberFormatException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "storage URI '" + uri + "' cannot be opened: " + e.getMessage(),
          e);
    }
  }

  @Override
  public void put(String key, byte[] content) {
    retrying(key, () -> operator.write(key, content));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    WriteOptions once = WriteOptions.builder().ifNotExists(true).build();
    OpenDALException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        await(operator.write(key, content, once));
        return true;
      } catch (OpenDALException e) {
        // Whether the condition failed on our own lost attempt or on another writer's only the
        // content can tell.
        byte[] present = read(key);
        if (present != null) {
          return Arrays.equals(present, content);
        }
        last = e;
        pause(attempt);
      }
    }
    throw failed(key, last);
  }

  @Override
  public byte[] get(String key) {
    byte[] content = read(key);
    if (content == null) {
      throw ObjectStoreException.missing(key);
    }
    return content;
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    try {
      return await(operator.read(key, offset, length));
    } catch (OpenDALException _) {
      // The object may end before, or the call have failed: its size tells which.
      return upToItsEnd(key, offset, length);
    }
  }

  private byte[] upToItsEnd(String key, long offset, int length) {
    long size = retrying(key, () -> operator.stat(key)).getContentLength();
    long available = Math.clamp(size - offset, 0, (long) length);
    return available == 0
        ? new byte[0]
        : retrying(key, () -> operator.read(key, offset, available));
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    ListOptions options =
        ListOptions.builder()
            .recursive(true)
            .startAfter(startAfter.isEmpty() ? null : startAfter)
            .build();
    List<Entry> entries = retrying(prefix, () -> operator.list(folder, options));
    return entries.stream()
        .map(Entry::getPath)
        .filter(k -> !k.endsWith("/") && k.startsWith(prefix) && k.compareTo(startAfter) > 0)
        .sorted()
        .toList();
  }

  @Override
  public void delete(String key) {
    retrying(key, () -> operator.delete(key));
  }

  @Override
  public void close() {
    operator.close();
  }

  private byte[] read(String key) {
    try {
      return retrying(key, () -> operator.read(key));
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return null;
      }
      throw e;
    }
  }

  private <T> T retrying(String key, Supplier<CompletableFuture<T>> call) {
    OpenDALException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return await(call.get());
      } catch (OpenDALException e) {
        last = e;
        switch (e.getCode()) {
          case NotFound -> throw ObjectStoreException.missing(key);
          case PermissionDenied, ConfigInvalid, Unsupported -> throw failed(key, e);
          default -> pause(attempt);
        }
      }
    }
    throw failed(key, last);
  }

  private <T> T await(CompletableFuture<T> call) {
    try {
      return call.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof OpenDALException cause
          ? cause
          : new OpenDALException(OpenDALException.Code.Unexpected, String.valueOf(e.getCause()));
    } catch (TimeoutException _) {
      throw new OpenDALException(
          OpenDALException.Code.Unexpected, "no answer within %d ms".formatted(timeoutMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          ErrorCode.STORAGE_UNAVAILABLE, "interrupted while waiting for the object store", e);
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(FIRST_PAUSE_MILLIS << attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(ErrorCode.STORAGE_UNAVAILABLE, "interrupted while retrying", e);
    }
  }

  private static ObjectStoreException failed(String key, OpenDALException e) {
    return new ObjectStoreException(
        ErrorCode.STORAGE_UNAVAILABLE,
        key,
        "the S3 call failed, check endpoint, bucket and keys: " + e.getMessage(),
        e);
  }

  private static long timeoutMillis(Map<String, String> query) {
    String seconds = query.getOrDefault("timeout", DEFAULT_TIMEOUT_SECONDS);
    long millis = (long) (Double.parseDouble(seconds) * 1000);
    if (millis <= 0) {
      throw new NumberFormatException("timeout has to be a positive number of seconds");
    }
    return millis;
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> values = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return values;
  }
}
