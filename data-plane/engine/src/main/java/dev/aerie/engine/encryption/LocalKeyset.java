package dev.aerie.engine.encryption;

import com.google.crypto.tink.subtle.AesGcmJce;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;

/**
 * Keys in a file: {@code {"primary": "k2", "keys": {"k1": "<32 bytes in Base64>", "k2": "…"}}}. New
 * data keys are wrapped with the primary one; a key taken out of the file is withdrawn. The file is
 * read at each call.
 */
public final class LocalKeyset implements KeyService {
  private static final Base64.Encoder ENCODER = Base64.getEncoder();

  private final Path file;

  public LocalKeyset(Path file) {
    this.file = file;
  }

  @Override
  public WrappedKey wrap(byte[] dataKey, String context) {
    Document document = read();
    byte[] wrapped =
        using(document, document.primary(), aead -> aead.encrypt(dataKey, bytes(context)));
    return new WrappedKey(document.primary(), ENCODER.encodeToString(wrapped));
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped, String context) {
    byte[] text = Base64.getDecoder().decode(wrapped.text());
    return using(read(), wrapped.wrappedBy(), aead -> aead.decrypt(text, bytes(context)));
  }

  private byte[] using(Document document, String name, Use use) {
    String key = document.keys().get(name);
    if (key == null) {
      throw withdrawn(name, "is not in it; put it back to read what was written with it", null);
    }
    try {
      return use.apply(new AesGcmJce(Base64.getDecoder().decode(key)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw withdrawn(name, "is not the key that was there before, or no key of 32 bytes", e);
    }
  }

  private EngineException withdrawn(String name, String what, Exception cause) {
    return new EngineException(
        ErrorCode.KEY_WITHDRAWN, "key '%s' of keyset %s %s".formatted(name, file, what), cause);
  }

  private Document read() {
    try {
      return Json.read(file.toString(), Files.readAllBytes(file), Document.class);
    } catch (IOException e) {
      throw new EngineException(
          ErrorCode.KEY_WITHDRAWN, "keyset %s can't be read: %s".formatted(file, e), e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private record Document(String primary, Map<String, String> keys) {}

  private interface Use {
    byte[] apply(AesGcmJce aead) throws GeneralSecurityException;
  }
}
