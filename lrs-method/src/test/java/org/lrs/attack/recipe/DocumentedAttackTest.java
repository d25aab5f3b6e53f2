package org.lrs.attack.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in {@code docs/add-an-attack.md}, a recipe and its test, is true to the code. */
class DocumentedAttackTest {

  private static final Path PAGE =
      Path.of(System.getProperty("lrs.root")).resolve("docs/add-an-attack.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\\n(.*?)```");
  private static final Pattern NAME = Pattern.compile("(?m)^(?:public final )?class (\\w+)");

  @Test
  void exampleCompiles(@TempDir Path folder) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
    while (example.find()) {
      sources.add(source(example.group(1)));
    }
    assertThat(sources).hasSize(2);
    String path = System.getProperty("java.class.path");
    List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp", path);
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, sources)
            .call();
    assertThat(compiled).as("javac on the examples of %s: %s", PAGE, messages).isTrue();
  }

  private static JavaFileObject source(String code) {
    Matcher name = NAME.matcher(code);
    assertThat(name.find()).as("an example declares a class").isTrue();
    URI place = URI.create("memory:///" + name.group(1) + ".java");
    return new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
