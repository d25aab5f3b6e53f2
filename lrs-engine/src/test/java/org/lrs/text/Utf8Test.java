package org.lrs.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8Test {

  @Test
  void utf8IsReadWithAndWithoutAByteOrderMark() {
    assertThat(Utf8.text("naïve 猫\n".getBytes(UTF_8))).isEqualTo("naïve 猫\n");
    assertThat(Utf8.text("\ufeffname: x".getBytes(UTF_8))).isEqualTo("name: x");
    assertThat(Utf8.text(new byte[0])).isEmpty();
    assertThat(Utf8.text(new byte[] {0})).isEqualTo("\0");
  }

  @Test
  void utf16IsNamedWithAndWithoutAByteOrderMark() {
    for (Charset wide : List.of(UTF_16LE, UTF_16BE)) {
      for (String text : List.of("name: x", "\ufeffname: x")) {
        assertThatThrownBy(() -> Utf8.text(text.getBytes(wide)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("the file is UTF-16; save it as UTF-8");
      }
    }
  }

  @Test
  void theLineOfTheFirstWrongByteIsNamed() {
    assertThatThrownBy(() -> Utf8.text("a: b\nc: é\nd: ü".getBytes(ISO_8859_1)))
        .hasMessage("line 2 is not UTF-8; save the file as UTF-8");
    byte[] cut = "猫".getBytes(UTF_8);
    assertThatThrownBy(() -> Utf8.text(new byte[] {cut[0], cut[1]}))
        .hasMessage("line 1 is not UTF-8; save the file as UTF-8");
  }
}
