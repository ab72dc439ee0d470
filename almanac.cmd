@echo off
rem Almanac's launcher on Windows: finds a JDK 25, builds what is not built, hands over to the Java part in deploy\launcher.
setlocal EnableDelayedExpansion
set "HERE=%~dp0"
if "%HERE:~-1%"=="\" set "HERE=%HERE:~0,-1%"
set "FOUND="
for %%H in ("%JAVA_HOME%") do call :try "%%~H"
for /d %%H in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" "%USERPROFILE%\.jdks\*") do call :try "%%~H"
if not defined FOUND (
  echo almanac: no JDK 25 found. Install one, for example Eclipse Temurin 25, and set JAVA_HOME to its folder. 1>&2
  exit /b 69
)
set "JAVA_HOME=%FOUND%"
if "%~1"=="test" (
  cd /d "%HERE%"
  call mvnw.cmd -B -ntp verify
  exit /b !ERRORLEVEL!
)
if not exist "%HERE%\deploy\launcher\target\built" (
  echo Building Almanac ^(once; delete deploy\launcher\target\built to build again^) ...
  pushd "%HERE%"
  call mvnw.cmd -B -ntp -DskipTests -DskipITs install > "%TEMP%\almanac-build.log" 2>&1
  if errorlevel 1 (
    popd
    echo almanac: the build failed, the whole log is %TEMP%\almanac-build.log 1>&2
    exit /b 70
  )
  popd
  echo built > "%HERE%\deploy\launcher\target\built"
)
set "ALMANAC_CHECKOUT=%HERE%"
set "QUICK=-XX:TieredStopAtLevel=1 -Xmx256m"
if "%~1"=="forecast" set "QUICK=-Xmx2g"
if "%~1"=="inspect" set "QUICK=-Xmx2g"
"%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC %QUICK% -cp "%HERE%\deploy\launcher\target\launcher.jar;%HERE%\deploy\launcher\target\lib\*" dev.almanac.launcher.Launcher %*
exit /b %ERRORLEVEL%

:try
if defined FOUND exit /b
if not exist "%~1\bin\javac.exe" exit /b
for /f "tokens=2 delims=. " %%V in ('"%~1\bin\javac" -version 2^>^&1') do if %%V GEQ 25 set "FOUND=%~1"
exit /b
