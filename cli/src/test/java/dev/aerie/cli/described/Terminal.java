package dev.aerie.cli.described;

import dev.aerie.cli.AerieCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Where verbs are typed; the build gives the API key they go by. */
public final class Terminal {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private Terminal() {}

  /** What was said on a call. */
  public record Said(int exit, String out, String err) {}

  /** Runs verbs as a shell would that knows spaces and quotes. */
  public static Said type(DescribedControlPlane at, String line) {
    List<String> words = words(line);
    words.add("--url");
    words.add(at.address());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = AerieCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    int exit = command.execute(words.toArray(String[]::new));
    return new Said(exit, out.toString(), err.toString());
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher found = WORD.matcher(line);
    while (found.find()) {
      words.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
    return words;
  }
}
