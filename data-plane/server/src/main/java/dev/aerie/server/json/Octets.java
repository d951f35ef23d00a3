package dev.aerie.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.Optional;

/** Bytes in JSON, as vectors of bits are written. */
public final class Octets {
  private Octets() {}

  /** Bytes in Base64 or as numbers from 0 to 255; empty for anything else. */
  public static Optional<ByteString> read(JsonNode value) {
    if (value.isTextual()) {
      try {
        return Optional.of(ByteString.copyFrom(Base64.getDecoder().decode(value.textValue())));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    byte[] bytes = new byte[value.size()];
    for (int i = 0; i < bytes.length; i++) {
      JsonNode number = value.get(i);
      if (!value.isArray() || !number.isIntegralNumber() || (number.asLong() & ~0xffL) != 0) {
        return Optional.empty();
      }
      bytes[i] = (byte) number.asInt();
    }
    return value.isArray() ? Optional.of(ByteString.copyFrom(bytes)) : Optional.empty();
  }
}
