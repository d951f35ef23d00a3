package dev.aerie.engine.encryption;

import static dev.aerie.engine.TestEngine.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.encryption.KeyServer.Refusal;
import dev.aerie.engine.encryption.KeyService.WrappedKey;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Google's and Azure's key services, against servers that speak their calls and really encrypt. */
class CloudKeysTest {
  private enum Cloud {
    GOOGLE(GoogleKmsServer::new),
    AZURE(KeyVaultServer::new);

    private final Supplier<KeyServer> server;

    Cloud(Supplier<KeyServer> server) {
      this.server = server;
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aDataKeyIsBoundToItsObject(Cloud cloud) {
    try (KeyServer server = cloud.server.get()) {
      KeyService service = server.service(() -> KeyServer.TOKEN);
      WrappedKey wrapped = service.wrap(utf8("data key"), "encryption/1");
      assertThat(service.unwrap(wrapped, "encryption/1")).isEqualTo(utf8("data key"));
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> service.unwrap(wrapped, "encryption/2"))
          .matches(e -> e.code() == ErrorCode.KEY_WITHDRAWN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRotatedKeyOpensWhatItsEarlierVersionsWrapped(Cloud cloud) {
    try (KeyServer server = cloud.server.get()) {
      KeyService service = server.service(() -> KeyServer.TOKEN);
      LocalObjectStore plain = new LocalObjectStore(folder);
      open(plain, service).put("old", utf8("old"));
      byte[] stored = plain.get("old");
      server.rotate();
      assertThat(dataKeys(plain, service).rotate()).isEqualTo(2);
      open(plain, service).put("new", utf8("new"));
      assertThat(open(plain, service).get("old")).isEqualTo(utf8("old"));
      assertThat(open(plain, service).get("new")).isEqualTo(utf8("new"));
      assertThat(plain.get("old")).as("nothing is written anew").isEqualTo(stored);
      assertThat(new String(plain.get("encryption/00000001.json"))).contains("1\"");
      assertThat(new String(plain.get("encryption/00000002.json"))).contains("2\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeySwitchedOffClosesEverythingAtOnce(Cloud cloud) {
    try (KeyServer server = cloud.server.get()) {
      KeyService service = server.service(() -> KeyServer.TOKEN);
      LocalObjectStore plain = new LocalObjectStore(folder);
      EncryptedObjectStore store = open(plain, service);
      store.put("object", utf8("content"));
      server.refuse(server.disabled());
      assertThatExceptionOfType(ObjectStoreException.class)
          .isThrownBy(() -> store.get("object"))
          .withMessageContaining("'object'")
          .withMessageContaining("cluster")
          .withMessageContaining("may not be used")
          .matches(e -> e.code() == ErrorCode.KEY_WITHDRAWN);
      server.refuse(null);
      assertThat(store.get("object")).isEqualTo(utf8("content"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServiceThatIsBusyOrGoneIsAskedAgainLater(Cloud cloud) {
    try (KeyServer server = cloud.server.get()) {
      KeyService service = server.service(() -> KeyServer.TOKEN);
      WrappedKey wrapped = service.wrap(utf8("data key"), "encryption/1");
      for (int status : new int[] {429, 500, 503}) {
        server.refuse(new Refusal(status, "{}"));
        assertFails(service, wrapped, ErrorCode.STORAGE_UNAVAILABLE);
      }
      server.close();
      assertFails(service, wrapped, ErrorCode.STORAGE_UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTokenFromAFileIsReadAtEachCall(Cloud cloud) throws IOException {
    try (KeyServer server = cloud.server.get()) {
      Path file = folder.resolve("token");
      Map<String, String> environment = environment(server);
      environment.put("AERIE_ENCRYPTION_%s_TOKEN_FILE".formatted(cloud), file.toString());
      KeyService service = configured(environment);
      Files.writeString(file, KeyServer.TOKEN + "\n");
      WrappedKey wrapped = service.wrap(utf8("data key"), "encryption/1");
      server.renewToken("token-2");
      assertFails(service, wrapped, ErrorCode.KEY_WITHDRAWN);
      Files.writeString(file, "token-2");
      assertThat(service.unwrap(wrapped, "encryption/1")).isEqualTo(utf8("data key"));
      Files.delete(file);
      assertFails(service, wrapped, ErrorCode.INVALID_ARGUMENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePodsIdentityGivesATokenThatIsUsedWhileItHolds(Cloud cloud) throws IOException {
    try (KeyServer server = cloud.server.get()) {
      Files.writeString(folder.resolve("assertion"), KeyVaultServer.ASSERTION);
      KeyService service = configured(environment(server));
      WrappedKey wrapped = service.wrap(utf8("data key"), "encryption/1");
      assertThat(service.unwrap(wrapped, "encryption/1")).isEqualTo(utf8("data key"));
      assertThat(server.tokensGiven()).isEqualTo(1);
    }
  }

  @Test
  void aTokenGoesToNoOtherVault() {
    try (KeyVaultServer server = new KeyVaultServer();
        KeyVaultServer foreign = new KeyVaultServer()) {
      KeyService service = server.service(() -> KeyServer.TOKEN);
      WrappedKey planted = foreign.service(() -> KeyServer.TOKEN).wrap(utf8("key"), "encryption/1");
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> service.unwrap(planted, "encryption/1"))
          .withMessageContaining("is no key of the vault")
          .matches(e -> e.code() == ErrorCode.KEY_WITHDRAWN);
    }
  }

  @Test
  void settingsThatDoNotFitAreRefused() {
    assertRefused(
        Map.of("AERIE_ENCRYPTION_GOOGLE_KEY", "cluster"), "is no key of Google Cloud KMS");
    assertRefused(
        Map.of("AERIE_ENCRYPTION_AZURE_KEY", "https://v.vault.azure.net/keys/k"),
        "AZURE_TENANT_ID is not");
    assertRefused(
        Map.of(
            "AERIE_ENCRYPTION_AZURE_KEY",
            "https://v.vault.azure.net/secrets/k",
            "AERIE_ENCRYPTION_AZURE_TOKEN_FILE",
            "/token"),
        "is no key of Key Vault");
    assertRefused(
        Map.of("AERIE_ENCRYPTION_AWS_KEY", "k", "AERIE_ENCRYPTION_GOOGLE_KEY", "k"),
        "AERIE_ENCRYPTION_AWS_KEY and AERIE_ENCRYPTION_GOOGLE_KEY are set");
  }

  private Map<String, String> environment(KeyServer server) {
    return new HashMap<>(
        switch (server) {
          case KeyVaultServer azure ->
              Map.of(
                  "AERIE_ENCRYPTION_AZURE_KEY",
                  azure.keyId(),
                  "AERIE_ENCRYPTION_IDENTITY_HOSTS",
                  "localhost, 127.0.0.1",
                  "AZURE_AUTHORITY_HOST",
                  azure.address() + "/",
                  "AZURE_TENANT_ID",
                  "tenant",
                  "AZURE_CLIENT_ID",
                  "client",
                  "AZURE_FEDERATED_TOKEN_FILE",
                  folder.resolve("assertion").toString());
          default ->
              Map.of(
                  "AERIE_ENCRYPTION_GOOGLE_KEY",
                  GoogleKmsServer.KEY,
                  "AERIE_ENCRYPTION_GOOGLE_ENDPOINT",
                  server.address(),
                  "AERIE_ENCRYPTION_IDENTITY_HOSTS",
                  "127.0.0.1",
                  "GCE_METADATA_HOST",
                  server.address().substring("http://".length()));
        });
  }

  private static KeyService configured(Map<String, String> environment) {
    return Encryption.of(environment, Clock.systemUTC()).service().orElseThrow();
  }

  private static void assertRefused(Map<String, String> environment, String sentence) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> configured(environment))
        .withMessageContaining(sentence)
        .matches(e -> e.code() == ErrorCode.INVALID_ARGUMENT);
  }

  private static void assertFails(KeyService service, WrappedKey wrapped, ErrorCode code) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> service.unwrap(wrapped, "encryption/1"))
        .matches(e -> e.code() == code);
  }

  private static EncryptedObjectStore open(LocalObjectStore plain, KeyService service) {
    return new EncryptedObjectStore(plain, dataKeys(plain, service));
  }

  private static DataKeys dataKeys(LocalObjectStore plain, KeyService service) {
    return new DataKeys(plain, service, Clock.systemUTC(), Duration.ZERO);
  }
}
