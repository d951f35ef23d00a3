package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Speaks the two calls of Key Vault about its key, and of the tenant that gives tokens. */
final class KeyVaultServer extends KeyServer {
  static final String ASSERTION = "assertion of the pod";

  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  private final List<KeyPair> versions = new ArrayList<>();

  KeyVaultServer() {
    rotate();
  }

  String keyId() {
    return address() + "/keys/cluster";
  }

  @Override
  KeyService service(Supplier<String> accessToken) {
    return new AzureKeyVault(keyId(), accessToken);
  }

  @Override
  void rotate() {
    try {
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
      pairs.initialize(2048);
      versions.add(pairs.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  Refusal disabled() {
    return new Refusal(
        403,
        "{\"error\": {\"code\": \"Forbidden\", \"message\": \"Operation unwrapKey is not allowed on a disabled key.\", \"innererror\": {\"code\": \"KeyDisabled\"}}}");
  }

  @Override
  Map<String, ?> token(HttpExchange exchange, String body) {
    boolean asked =
        exchange.getRequestURI().getPath().equals("/tenant/oauth2/v2.0/token")
            && body.contains("grant_type=client_credentials")
            && body.contains("client_id=client")
            && body.contains("scope=https%3A%2F%2Fvault.azure.net%2F.default")
            && body.contains("client_assertion=" + ASSERTION.replace(' ', '+'));
    return asked
        ? Map.of("access_token", currentToken(), "expires_in", 86399, "token_type", "Bearer")
        : null;
  }

  @Override
  Map<String, ?> answer(String path, JsonNode body) throws Exception {
    if (!body.path("alg").asText().equals("RSA-OAEP-256")) {
      throw new IllegalArgumentException("algorithm");
    }
    byte[] value = Base64.getUrlDecoder().decode(body.path("value").asText());
    for (int number = versions.size(); number >= 1; number--) {
      String version = "v" + number;
      boolean newest = number == versions.size();
      if (newest && path.equals("/keys/cluster//wrapkey?api-version=7.4")) {
        return result(version, crypt(Cipher.ENCRYPT_MODE, number, value));
      }
      if (path.equals("/keys/cluster/%s/unwrapkey?api-version=7.4".formatted(version))) {
        return result(version, crypt(Cipher.DECRYPT_MODE, number, value));
      }
    }
    throw new IllegalArgumentException("no such call: " + path);
  }

  private Map<String, String> result(String version, byte[] value) {
    return Map.of(
        "kid",
        keyId() + "/" + version,
        "value",
        Base64.getUrlEncoder().withoutPadding().encodeToString(value));
  }

  private byte[] crypt(int mode, int number, byte[] value) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    KeyPair pair = versions.get(number - 1);
    cipher.init(mode, mode == Cipher.ENCRYPT_MODE ? pair.getPublic() : pair.getPrivate(), OAEP);
    return cipher.doFinal(value);
  }
}
