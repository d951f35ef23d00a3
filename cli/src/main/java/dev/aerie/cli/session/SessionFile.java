package dev.aerie.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a sign-in is kept: {@code session.json}, which only its owner may read, in {@code
 * $AERIE_CONFIG_DIR}, {@code $XDG_CONFIG_HOME/aerie} or {@code ~/.config/aerie}.
 */
public record SessionFile(Path path) {

  /** The one that the environment names. */
  public static SessionFile of(Map<String, String> environment) {
    Path folder =
        Optional.ofNullable(environment.get("AERIE_CONFIG_DIR"))
            .map(Path::of)
            .or(
                () ->
                    Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                        .map(Path::of)
                        .map(config -> config.resolve("aerie")))
            .orElse(Path.of(System.getProperty("user.home"), ".config", "aerie"));
    return new SessionFile(folder.resolve("session.json"));
  }

  /** The sign-in, if there is one. */
  public Optional<Session> read() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      JsonNode kept = parse(Files.readString(path));
      return Optional.of(
          new Session(
              kept.path("address").asText(),
              kept.path("issuer").asText(),
              kept.path("accessToken").asText(),
              kept.path("refreshToken").asText(),
              Instant.ofEpochSecond(kept.path("expiresAt").asLong())));
    } catch (IOException failure) {
      throw unreadable(failure.toString());
    }
  }

  private JsonNode parse(String text) {
    try {
      JsonNode kept = Json.read(text);
      if (kept.hasNonNull("address") && kept.hasNonNull("issuer")) {
        return kept;
      }
    } catch (CliException damaged) {
      throw unreadable("it is not JSON");
    }
    throw unreadable("it is not a sign-in");
  }

  private CliException unreadable(String reason) {
    return new CliException(path + " cannot be read: " + reason + ". Remove it and sign in.");
  }

  /** Keeps a sign-in in place of the one before. */
  public void write(Session session) {
    try {
      Files.createDirectories(path.getParent());
      Path whole =
          Files.createTempFile(
              path.getParent(),
              "session",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          whole,
          Json.write(
              Map.of(
                  "address", session.address(),
                  "issuer", session.issuer(),
                  "accessToken", session.accessToken(),
                  "refreshToken", session.refreshToken(),
                  "expiresAt", session.expiresAt().getEpochSecond())));
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new CliException(
          path + " cannot be written: " + failure + ". Name another folder by AERIE_CONFIG_DIR.");
    }
  }

  /** Forgets the sign-in. */
  public void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw new CliException(path + " cannot be removed: " + failure);
    }
  }
}
