package dev.almanac.data.storage;

import java.io.IOException;
import java.io.OutputStream;

/// An object on its way in. Closed without [#commit] it leaves nothing.
public abstract class ObjectWriter extends OutputStream {

    /// Makes the object durable under its name; nothing can be written afterwards.
    public abstract void commit() throws IOException;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }
}
