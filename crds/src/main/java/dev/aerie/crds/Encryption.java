package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who keeps the key that a cluster's objects are encrypted with. Exactly one is there; the key
 * itself never stands in a VectorCluster.
 *
 * @param keysetRef name of a Secret with {@code keyset.json}, empty for none
 * @param vault as in JSON, null when absent
 * @param aws as in JSON, null when absent
 * @param google as in JSON, null when absent
 * @param azure as in JSON, null when absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "[has(self.keysetRef), has(self.vault), has(self.aws), has(self.google),"
            + " has(self.azure)].filter(x, x).size() == 1",
    message =
        "storage.encryption needs exactly one of keysetRef, vault, aws, google and azure: name one"
            + " key service")
@ValidationRule(
    value =
        "has(self.keysetRef) == has(oldSelf.keysetRef) && has(self.vault) == has(oldSelf.vault) &&"
            + " has(self.aws) == has(oldSelf.aws) && has(self.google) == has(oldSelf.google) &&"
            + " has(self.azure) == has(oldSelf.azure)",
    message =
        "storage.encryption cannot move to another kind of key service: create another cluster and"
            + " write the rows anew there")
public record Encryption(
    @Size(min = 1, max = 253)
        @JsonPropertyDescription(
            "Name of a Secret in the same namespace whose entry keyset.json holds the keys.")
        String keysetRef,
    @JsonPropertyDescription("A key of the transit engine of HashiCorp Vault.") Vault vault,
    @JsonPropertyDescription("A key of AWS KMS.") Aws aws,
    @JsonPropertyDescription("A key of Google Cloud KMS.") Google google,
    @JsonPropertyDescription("A key of Azure Key Vault.") Azure azure) {

  /** Fills in what is absent. */
  public Encryption {
    keysetRef = keysetRef == null ? "" : keysetRef;
  }

  /** Keys that lie in a Secret. */
  public static Encryption byKeyset(String secret) {
    return new Encryption(secret, null, null, null, null);
  }

  /** Name of the Secret with the keyset, or with the token that opens the key service. */
  public Optional<String> secret() {
    return Stream.of(
            keysetRef,
            vault == null ? "" : vault.tokenRef(),
            google == null ? "" : google.tokenRef(),
            azure == null ? "" : azure.tokenRef())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  private static final String URL_RULE = "self == '' || self.matches('^https?://[^ ]+$')";
  private static final String URL = " must be a URL such as https://keys.example:8200";

  /**
   * HashiCorp Vault.
   *
   * @param address URL
   * @param key of type {@code aes256-gcm96}
   * @param mount where the transit engine is
   * @param tokenRef name of a Secret with entry {@code token}
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Vault(
      @Required
          @Size(min = 1, max = 1024)
          @ValidationRule(value = URL_RULE, message = "storage.encryption.vault.address" + URL)
          @JsonPropertyDescription("URL, such as https://vault.example:8200.")
          String address,
      @Required
          @Size(min = 1, max = 253)
          @JsonPropertyDescription("Name of the key, of type aes256-gcm96.")
          String key,
      @Size(max = 253)
          @JsonPropertyDescription("Where the transit engine is mounted; empty: transit.")
          String mount,
      @Required
          @Size(min = 1, max = 253)
          @JsonPropertyDescription(
              "Name of a Secret in the same namespace whose entry token opens the key; read again"
                  + " when it is renewed.")
          String tokenRef) {

    /** Fills in what is absent. */
    public Vault {
      mount = mount == null ? "" : mount;
    }
  }

  /**
   * AWS KMS.
   *
   * @param key id, ARN or alias
   * @param endpoint URL, empty for the region's own
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Aws(
      @Required
          @Size(min = 1, max = 2048)
          @JsonPropertyDescription("Id, ARN or alias of a symmetric key.")
          String key,
      @Size(max = 1024)
          @ValidationRule(value = URL_RULE, message = "storage.encryption.aws.endpoint" + URL)
          @JsonPropertyDescription("URL; empty: the region's own.")
          String endpoint) {

    /** Fills in what is absent. */
    public Aws {
      endpoint = endpoint == null ? "" : endpoint;
    }
  }

  /**
   * Google Cloud KMS.
   *
   * @param key its full name
   * @param endpoint URL, empty for Google's own
   * @param tokenRef name of a Secret with entry {@code token}, empty for the pod's identity
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Google(
      @Required
          @Size(min = 1, max = 2048)
          @JsonPropertyDescription(
              "Full name, such as projects/p/locations/l/keyRings/r/cryptoKeys/k.")
          String key,
      @Size(max = 1024)
          @ValidationRule(value = URL_RULE, message = "storage.encryption.google.endpoint" + URL)
          @JsonPropertyDescription("URL; empty: Google's own.")
          String endpoint,
      @Size(max = 253)
          @JsonPropertyDescription(
              "Name of a Secret in the same namespace with entry token; empty: the pod's identity.")
          String tokenRef) {

    /** Fills in what is absent. */
    public Google {
      endpoint = endpoint == null ? "" : endpoint;
      tokenRef = tokenRef == null ? "" : tokenRef;
    }
  }

  /**
   * Azure Key Vault.
   *
   * @param key URL of an RSA key
   * @param tokenRef name of a Secret with entry {@code token}, empty for the pod's identity
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Azure(
      @Required
          @Size(min = 1, max = 1024)
          @ValidationRule(value = URL_RULE, message = "storage.encryption.azure.key" + URL)
          @JsonPropertyDescription("URL of an RSA key, such as https://v.vault.azure.net/keys/k.")
          String key,
      @Size(max = 253)
          @JsonPropertyDescription(
              "Name of a Secret in the same namespace with entry token; empty: the pod's identity.")
          String tokenRef) {

    /** Fills in what is absent. */
    public Azure {
      tokenRef = tokenRef == null ? "" : tokenRef;
    }
  }
}
