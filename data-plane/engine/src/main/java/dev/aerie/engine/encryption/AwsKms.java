package dev.aerie.engine.encryption;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptResponse;

/**
 * A symmetric key in the Key Management Service of AWS. Region and credentials are found as AWS's
 * own tools find them: environment, web identity of the pod's service account, instance.
 */
public final class AwsKms implements KeyService {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String CONTEXT = "aerie-object";
  private static final int SERVER_ERROR = 500;

  private final KmsClient kms;
  private final String key;

  /**
   * @param key id, ARN or alias of the key
   * @param endpoint where the service is, if not where the region has it
   */
  public AwsKms(String key, Optional<URI> endpoint) {
    KmsClientBuilder builder =
        KmsClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(PATIENCE)
                    .socketTimeout(PATIENCE));
    endpoint.ifPresent(builder::endpointOverride);
    this.kms = builder.build();
    this.key = key;
  }

  @Override
  public WrappedKey wrap(byte[] dataKey, String context) {
    EncryptResponse wrapped =
        call(
            key,
            service ->
                service.encrypt(
                    request ->
                        request
                            .keyId(key)
                            .plaintext(SdkBytes.fromByteArray(dataKey))
                            .encryptionContext(Map.of(CONTEXT, context))));
    byte[] text = wrapped.ciphertextBlob().asByteArray();
    return new WrappedKey(wrapped.keyId(), Base64.getEncoder().encodeToString(text));
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped, String context) {
    byte[] text = Base64.getDecoder().decode(wrapped.text());
    DecryptResponse dataKey =
        call(
            wrapped.wrappedBy(),
            service ->
                service.decrypt(
                    request ->
                        request
                            .keyId(wrapped.wrappedBy())
                            .ciphertextBlob(SdkBytes.fromByteArray(text))
                            .encryptionContext(Map.of(CONTEXT, context))));
    return dataKey.plaintext().asByteArray();
  }

  /** What the service says no to is final; what it can't do just now is not. */
  private <T> T call(String name, Function<KmsClient, T> operation) {
    try {
      return operation.apply(kms);
    } catch (AwsServiceException e) {
      boolean passing = e.isThrottlingException() || e.statusCode() >= SERVER_ERROR;
      throw passing
          ? unreachable(e)
          : new EngineException(
              ErrorCode.KEY_WITHDRAWN,
              "key '%s' may not be used: AWS KMS answered %s".formatted(name, e.getMessage()),
              e);
    } catch (SdkException e) {
      throw unreachable(e);
    }
  }

  private static EngineException unreachable(SdkException cause) {
    return new EngineException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "the key service AWS KMS does not answer: " + cause.getMessage(),
        cause);
  }
}
