package org.lrs.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Files from the class path that become part of the page. */
final class Resources {
  private static final String D3 = "META-INF/resources/webjars/d3/%s/dist/d3.min.js";

  private Resources() {}

  /** Returns a file of this package. */
  static String own(String name) {
    return read("org/lrs/report/" + name);
  }

  /** Returns the D3 library (ISC licence; its notice is in its first line). */
  static String d3() {
    Properties jar = new Properties();
    try (InputStream in = open("META-INF/maven/org.webjars.npm/d3/pom.properties")) {
      jar.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the version of D3", e);
    }
    return read(D3.formatted(jar.getProperty("version")));
  }

  private static String read(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the class path", e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Resources.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(
          "the class path has no " + name + ", which the report needs; build the project again");
    }
    return in;
  }
}
