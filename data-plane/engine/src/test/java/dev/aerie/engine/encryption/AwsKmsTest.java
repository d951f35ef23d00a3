package dev.aerie.engine.encryption;

import static dev.aerie.engine.TestEngine.utf8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.aerie.engine.encryption.KeyService.WrappedKey;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service's refusals mean; that it wraps and unwraps is tried against a server of it. */
class AwsKmsTest {
  private HttpServer server;
  private int status;
  private String body = "";

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = utf8(body);
          exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty("aws.region");
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @ParameterizedTest
  @CsvSource({
    "DisabledException, 400, KEY_WITHDRAWN",
    "KMSInvalidStateException, 400, KEY_WITHDRAWN",
    "NotFoundException, 400, KEY_WITHDRAWN",
    "AccessDeniedException, 400, KEY_WITHDRAWN",
    "InvalidCiphertextException, 400, KEY_WITHDRAWN",
    "ThrottlingException, 400, STORAGE_UNAVAILABLE",
    "KMSInternalException, 500, STORAGE_UNAVAILABLE",
  })
  void refusalsAreFinalAndFailuresAreNot(String error, int status, ErrorCode expected) {
    this.status = status;
    this.body = "{\"__type\": \"%s\", \"message\": \"arn:key is not as it was\"}".formatted(error);
    assertFails(expected, "is not as it was");
  }

  @Test
  void aServiceThatIsGoneIsAskedAgainLater() {
    server.stop(0);
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, "AWS KMS does not answer");
  }

  private void assertFails(ErrorCode code, String sentence) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    AwsKms kms = new AwsKms("alias/cluster", Optional.of(endpoint));
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> kms.unwrap(new WrappedKey("arn:key", "AAAA"), "encryption/1"))
        .withMessageContaining(sentence)
        .matches(e -> e.code() == code);
  }
}
