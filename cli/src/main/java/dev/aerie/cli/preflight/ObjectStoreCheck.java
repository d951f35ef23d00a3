package dev.aerie.cli.preflight;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Whether the object store lets clusters do what they do: with one small object. */
final class ObjectStoreCheck {

  private static final String CHECK = "object store";
  private static final Map<String, String> IF_ABSENT = Map.of("If-None-Match", "*");
  private static final int EXISTS = 412;

  private final String storage;
  private final Optional<Preflight.Keys> keys;

  ObjectStoreCheck(String storage, Optional<Preflight.Keys> keys) {
    this.storage = storage;
    this.keys = keys;
  }

  Finding check() {
    if (!storage.startsWith("s3://")) {
      return Finding.failed(
          CHECK,
          storage + " is no object store.",
          "Have a bundle made with --storage s3://bucket/prefix?region=…");
    }
    if (keys.isEmpty()) {
      return Finding.failed(
          CHECK,
          "There are no keys to try it with.",
          "Set AERIE_STORAGE_ACCESS_KEY and AERIE_STORAGE_SECRET_KEY.");
    }
    S3 store = S3.of(URI.create(storage), keys.get());
    String name = "preflight-" + UUID.randomUUID();
    try {
      return steps(store, name);
    } catch (IOException e) {
      return Finding.failed(
          CHECK,
          "%s does not answer: %s.".formatted(store.endpoint(), e.getClass().getSimpleName()),
          "Allow connections to %s, or have the endpoint in --storage corrected."
              .formatted(store.endpoint().getAuthority()));
    }
  }

  private Finding steps(S3 store, String name) throws IOException {
    S3.Answer put = store.call("PUT", name, IF_ABSENT);
    if (!put.isOk()) {
      return refused(put, "s3:PutObject");
    }
    S3.Answer again = store.call("PUT", name, IF_ABSENT);
    if (again.code() != EXISTS) {
      store.call("DELETE", name, Map.of());
      return Finding.failed(
          CHECK,
          "It answers %d to a second write that must not overwrite (If-None-Match: *), not %d."
              .formatted(again.code(), EXISTS),
          "Use a store with conditional writes: without them two writers could take over from each"
              + " other unseen.");
    }
    S3.Answer get = store.call("GET", name, Map.of());
    if (!get.isOk()) {
      return refused(get, "s3:GetObject");
    }
    S3.Answer list = store.list();
    if (!list.isOk()) {
      return refused(list, "s3:ListBucket");
    }
    S3.Answer delete = store.call("DELETE", name, Map.of());
    return delete.isOk()
        ? Finding.passed(CHECK, "Writes, writes if absent, reads, lists and deletes.")
        : refused(delete, "s3:DeleteObject");
  }

  private Finding refused(S3.Answer answer, String action) {
    String fix =
        switch (answer.error()) {
          case "NoSuchBucket" -> "Make the bucket, or have the one in --storage corrected.";
          case "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
              "Give keys that belong to the store: %s.".formatted(keys.orElseThrow().from());
          default -> "Allow %s on %s.".formatted(action, storage.replaceAll("\\?.*", "/*"));
        };
    return Finding.failed(
        CHECK, "%s is refused: %d %s.".formatted(action, answer.code(), answer.error()), fix);
  }
}
