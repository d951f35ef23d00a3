package dev.aerie.server.bulk;

import dev.aerie.engine.bootstrap.Restore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStores;
import dev.aerie.server.ServerConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The place in an object store that files are imported from, and no other. What people put there is
 * plain even where the cluster's own objects are encrypted. Thread-safe.
 */
@ApplicationScoped
public class Uploads {
  private static final int PART_BYTES = 8 << 20;

  private final ServerConfig config;
  private final URI place;
  private Optional<ObjectStore> opened = Optional.empty();

  Uploads(ServerConfig config) {
    this.config = config;
    this.place = config.importUri().orElseGet(() -> below(config.storageUri()));
  }

  private static URI below(URI storage) {
    String text = storage.toString();
    int end = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
    String folder = text.substring(0, end).replaceAll("/+$", "") + "/" + Restore.UPLOADS;
    return URI.create(folder + text.substring(end));
  }

  /**
   * The key of a file: the path below the place, alone or behind the place's own name.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for what lies elsewhere
   */
  String key(String file) {
    String root = place.getScheme() + "://" + Objects.requireNonNullElse(place.getAuthority(), "");
    String path = place.getPath().replaceAll("/+$", "") + "/";
    String local = file.startsWith(root + path) ? file.substring(root.length()) : file;
    String key =
        local.startsWith(path) ? local.substring(path.length()) : local.replaceAll("^/+", "");
    boolean outside =
        key.isEmpty()
            || key.contains("://")
            || key.chars().anyMatch(c -> c < ' ' || c == '\\')
            || Arrays.stream(key.split("/", -1))
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (outside) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "file '%s' may not be imported; name it by its path below %s%s"
              .formatted(file, root, path));
    }
    return key;
  }

  /**
   * Copies a file to the local disk, in parts.
   *
   * @return its bytes
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} when there is none, {@link
   *     ErrorCode#DISK_FULL}
   */
  long copy(String file, Path target) {
    String key = key(file);
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] part = store().getRange(key, 0, PART_BYTES);
      while (part.length > 0) {
        out.write(part);
        bytes += part.length;
        part = part.length < PART_BYTES ? new byte[0] : store().getRange(key, bytes, PART_BYTES);
      }
      return bytes;
    } catch (EngineException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        throw new EngineException(
            ErrorCode.INVALID_VALUE, "does not exist in " + place.getPath(), e);
      }
      throw e;
    } catch (IOException e) {
      throw new EngineException(
          ErrorCode.DISK_FULL, "cannot be copied to the local disk: " + e.getMessage(), e);
    }
  }

  private synchronized ObjectStore store() {
    ObjectStore store =
        opened.orElseGet(
            () ->
                ObjectStores.open(
                    place,
                    config.storageAccessKey().orElse(""),
                    config.storageSecretKey().orElse("")));
    opened = Optional.of(store);
    return store;
  }

  @PreDestroy
  synchronized void close() {
    opened.ifPresent(ObjectStore::close);
  }
}
