package dev.aerie.engine.encryption;

import static dev.aerie.engine.TestEngine.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.encryption.KeyServer.Refusal;
import dev.aerie.engine.encryption.KeyService.WrappedKey;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the identity of a pod is shown to, and what is told of what others answered. */
class CloudHostsTest {
  private static final String KEY = GoogleKmsServer.KEY;

  /** What the control plane answers too. */
  @ParameterizedTest
  @CsvFileSource(resources = "key-service-hosts.csv", useHeadersInDisplayName = true)
  void theCloudsOwnHostsAreKnown(CloudHosts cloud, URI url, boolean own) {
    assertThat(cloud.isOwn(url)).isEqualTo(own);
  }

  @Test
  void theIdentityOfThePodIsShownToNoOtherHost() {
    try (GoogleKmsServer foreign = new GoogleKmsServer()) {
      Map<String, String> google = new HashMap<>();
      google.put("AERIE_ENCRYPTION_GOOGLE_KEY", KEY);
      google.put("AERIE_ENCRYPTION_GOOGLE_ENDPOINT", foreign.address());
      google.put("GCE_METADATA_HOST", foreign.address().substring("http://".length()));
      assertRefused(google, "set AERIE_ENCRYPTION_GOOGLE_TOKEN_FILE");
      google.put("AERIE_ENCRYPTION_IDENTITY_HOSTS", "127.0.0.2,localhost");
      assertRefused(google, "list the host in AERIE_ENCRYPTION_IDENTITY_HOSTS");
      assertThat(foreign.tokensGiven()).isZero();
    }
    assertRefused(
        Map.of(
            "AERIE_ENCRYPTION_AZURE_KEY",
            "https://evil.example/keys/k",
            "AZURE_TENANT_ID",
            "t",
            "AZURE_CLIENT_ID",
            "c",
            "AZURE_FEDERATED_TOKEN_FILE",
            "/token"),
        "no https host of Azure Key Vault");
    assertRefused(
        Map.of(
            "AERIE_ENCRYPTION_AWS_KEY",
            "k",
            "AERIE_ENCRYPTION_AWS_ENDPOINT",
            "https://evil.example"),
        "no https host of AWS KMS");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 503})
  void whatAForeignHostAnswersIsNotTold(int status) {
    try (GoogleKmsServer foreign = new GoogleKmsServer()) {
      KeyService service = foreign.service(() -> KeyServer.TOKEN);
      foreign.refuse(new Refusal(status, "inside-secret"));
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> service.unwrap(new WrappedKey(KEY, "AAAA"), "encryption/1"))
          .withMessageContaining(String.valueOf(status))
          .withMessageNotContaining("inside-secret");
    }
  }

  @Test
  void norIsWhatIsNoJson() {
    try (GoogleKmsServer foreign = new GoogleKmsServer()) {
      KeyService service = foreign.service(() -> KeyServer.TOKEN);
      foreign.refuse(new Refusal(200, "inside-secret"));
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> service.wrap(utf8("data key"), "encryption/1"))
          .withMessageContaining("something else than JSON")
          .withMessageNotContaining("inside");
    }
  }

  private static void assertRefused(Map<String, String> environment, String sentence) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> Encryption.of(environment, Clock.systemUTC()))
        .withMessageContaining(sentence)
        .matches(e -> e.code() == ErrorCode.INVALID_ARGUMENT);
  }
}
