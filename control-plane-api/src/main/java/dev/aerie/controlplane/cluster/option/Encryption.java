package dev.aerie.controlplane.cluster.option;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who keeps the key that a cluster's objects are encrypted with: exactly one. The key itself is
 * never here; Secrets are made in the project's namespace by whoever runs the region.
 *
 * @param keysetRef name of a Secret whose entry {@code keyset.json} holds the keys
 * @param vault a key of the transit engine of HashiCorp Vault
 * @param aws a key of AWS KMS
 * @param google a key of Google Cloud KMS
 * @param azure a key of Azure Key Vault
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Encryption(
    Optional<String> keysetRef,
    Optional<VaultKey> vault,
    Optional<AwsKey> aws,
    Optional<GoogleKey> google,
    Optional<AzureKey> azure) {
  private static final Pattern URL = Pattern.compile("https?://[^ ]+");
  private static final int LONGEST_URL = 1024;
  private static final int LONGEST_KEY = 2048;
  private static final int LONGEST_NAME = 253;

  /** The feature of regions that carry this out. */
  public static final String FEATURE = "encryption";

  /**
   * HashiCorp Vault.
   *
   * @param address URL
   * @param key of type {@code aes256-gcm96}
   * @param mount where the transit engine is; {@code transit} when absent
   * @param tokenRef name of a Secret whose entry {@code token} opens the key
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @RefusedWithout({"address", "key", "tokenRef"})
  public record VaultKey(
      Optional<String> address,
      Optional<String> key,
      Optional<String> mount,
      Optional<String> tokenRef) {}

  /**
   * AWS KMS.
   *
   * @param key id, ARN or alias of a symmetric key
   * @param endpoint https URL of AWS KMS; the region's own when absent
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @RefusedWithout("key")
  public record AwsKey(Optional<String> key, Optional<String> endpoint) {}

  /**
   * Google Cloud KMS.
   *
   * @param key its full name
   * @param endpoint URL; Google's own when absent, and https of Google without {@code tokenRef}
   * @param tokenRef name of a Secret with entry {@code token}; the pod's identity when absent
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @RefusedWithout("key")
  public record GoogleKey(
      Optional<String> key, Optional<String> endpoint, Optional<String> tokenRef) {}

  /**
   * Azure Key Vault.
   *
   * @param key URL of an RSA key, of Key Vault without {@code tokenRef}
   * @param tokenRef name of a Secret with entry {@code token}; the pod's identity when absent
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @RefusedWithout("key")
  public record AzureKey(Optional<String> key, Optional<String> tokenRef) {}

  /** Looks at every field. */
  public void check(Checks checks) {
    checks.must(
        Stream.of(keysetRef, vault, aws, google, azure).filter(Optional::isPresent).count() == 1,
        "encryption",
        "must have exactly one of keysetRef, vault, aws, google and azure");
    secret(checks, "encryption.keysetRef", keysetRef);
    vault.ifPresent(
        key -> {
          checks
              .present("encryption.vault.address", key.address())
              .present("encryption.vault.key", key.key())
              .present("encryption.vault.tokenRef", key.tokenRef());
          url(checks, "encryption.vault.address", key.address());
          text(checks, "encryption.vault.key", key.key(), LONGEST_NAME);
          text(checks, "encryption.vault.mount", key.mount(), LONGEST_NAME);
          secret(checks, "encryption.vault.tokenRef", key.tokenRef());
        });
    aws.ifPresent(
        key -> {
          checks.present("encryption.aws.key", key.key());
          text(checks, "encryption.aws.key", key.key(), LONGEST_KEY);
          url(checks, "encryption.aws.endpoint", key.endpoint());
          own(checks, "encryption.aws.endpoint", key.endpoint(), KeyServiceHosts.AWS);
        });
    google.ifPresent(
        key -> {
          checks.present("encryption.google.key", key.key());
          text(checks, "encryption.google.key", key.key(), LONGEST_KEY);
          url(checks, "encryption.google.endpoint", key.endpoint());
          if (key.tokenRef().isEmpty()) {
            own(checks, "encryption.google.endpoint", key.endpoint(), KeyServiceHosts.GOOGLE);
          }
          secret(checks, "encryption.google.tokenRef", key.tokenRef());
        });
    azure.ifPresent(
        key -> {
          checks.present("encryption.azure.key", key.key());
          url(checks, "encryption.azure.key", key.key());
          if (key.tokenRef().isEmpty()) {
            own(checks, "encryption.azure.key", key.key(), KeyServiceHosts.AZURE);
          }
          secret(checks, "encryption.azure.tokenRef", key.tokenRef());
        });
  }

  /**
   * The URLs that are none of a cloud's own, by their fields: whoever makes the cluster has named
   * the host.
   */
  public Map<String, String> foreignAddresses() {
    var addresses = new TreeMap<String, String>();
    vault
        .flatMap(VaultKey::address)
        .ifPresent(url -> addresses.put("encryption.vault.address", url));
    google
        .flatMap(GoogleKey::endpoint)
        .filter(url -> !KeyServiceHosts.GOOGLE.isOwn(url))
        .ifPresent(url -> addresses.put("encryption.google.endpoint", url));
    azure
        .flatMap(AzureKey::key)
        .filter(url -> !KeyServiceHosts.AZURE.isOwn(url))
        .ifPresent(url -> addresses.put("encryption.azure.key", url));
    return addresses;
  }

  private static void secret(Checks checks, String field, Optional<String> name) {
    checks.must(
        name.map(text -> !text.isEmpty() && OptionChanges.isName(text)).orElse(true),
        field,
        OptionChanges.SECRET_NAME);
  }

  private static void url(Checks checks, String field, Optional<String> url) {
    checks.must(
        url.map(text -> text.length() <= LONGEST_URL && URL.matcher(text).matches()).orElse(true),
        field,
        "must be a URL such as https://keys.example:8200, of 1024 characters at most");
  }

  private static void own(
      Checks checks, String field, Optional<String> url, KeyServiceHosts hosts) {
    checks.must(url.map(hosts::isOwn).orElse(true), field, hosts.problem());
  }

  private static void text(Checks checks, String field, Optional<String> text, int longest) {
    checks.must(
        text.map(one -> !one.isBlank() && one.length() <= longest).orElse(true),
        field,
        "must be 1 to %d characters".formatted(longest));
  }
}
