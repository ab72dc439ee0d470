package dev.almanac.kit.settings;

import java.util.List;

/// Says which settings of a feature are not fit for an environment.
@FunctionalInterface
public interface SettingsCheck {

    /// @return one sentence a fault, each starting with the name of the setting; never a value that is secret
    List<String> faults(Environment environment);
}
