package dev.aerie.cli.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.cli.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The {@code kubectl} of whoever calls, with whatever way of signing in their kubeconfig asks for.
 *
 * @param command the program, with arguments that say which cluster
 */
public record Kubectl(List<String> command) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is at a path of the API. */
  public JsonNode get(String path) {
    return tree(run("", "get", "--raw", path));
  }

  /** Changes an object by a JSON merge patch. */
  public void patch(String resource, String namespace, String name, String patch) {
    run("", "patch", resource, name, "-n", namespace, "--type=merge", "-p", patch);
  }

  /** The objects of a manifest, which are not sent. */
  public List<JsonNode> read(Path manifest) {
    return items(
        run(
            "",
            "create",
            "--dry-run=client",
            "--validate=false",
            "-o",
            "json",
            "-f",
            manifest.toString()));
  }

  /** Creates objects and gives them as the API server answers. */
  public List<JsonNode> create(List<JsonNode> objects) {
    var list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
    list.putArray("items").addAll(objects);
    return items(run(list.toString(), "create", "-o", "json", "-f", "-"));
  }

  private String run(String input, String... arguments) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(words).start();
      Thread writing =
          Thread.startVirtualThread(
              () -> {
                try (var stdin = process.getOutputStream()) {
                  stdin.write(input.getBytes(StandardCharsets.UTF_8));
                } catch (IOException _) {
                  // It has ended early; what it says of that is read below.
                }
              });
      var complaint = new StringBuffer();
      Thread complaining =
          Thread.startVirtualThread(() -> process.errorReader().lines().forEach(complaint::append));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      writing.join();
      complaining.join();
      if (code != 0) {
        throw new CliException(complaint.toString());
      }
      return output;
    } catch (IOException missing) {
      throw new CliException(
          "%s can't be run: %s. Install kubectl, or name it by --kubectl."
              .formatted(words.getFirst(), missing.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted");
    }
  }

  /** Several objects come as a list or one after the other. */
  private static List<JsonNode> items(String text) {
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return values.readAll().stream()
          .flatMap(
              value -> value.has("items") ? value.get("items").valueStream() : Stream.of(value))
          .toList();
    } catch (IOException wrong) {
      throw new CliException("kubectl's answer is no JSON: " + wrong.getMessage());
    }
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException wrong) {
      throw new CliException("kubectl's answer is no JSON: " + wrong.getMessage());
    }
  }
}
