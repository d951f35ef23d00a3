// Boolean expressions over the fields of a row, as Milvus clients write them.
grammar FilterGrammar;

options { caseInsensitive = true; }

filter : expr EOF ;

expr
  : OPEN expr ')'                                                  # Parens
  | '{' IDENTIFIER '}'                                             # Template
  | IDENTIFIER OPEN (argument (',' argument)* ','?)? ')'           # Call
  | '[' (expr (',' expr)* ','?)? ']'                               # Array
  | literal                                                        # Constant
  | IDENTIFIER path*                                               # Field
  | EXISTS expr                                                    # Exists
  | expr '**' expr                                                 # Power
  | op=('-' | '+') expr                                            # Sign
  | expr op=('*' | '/' | '%') expr                                 # Product
  | expr op=('+' | '-') expr                                       # Sum
  | expr IS NOT? NULL                                              # IsNull
  | expr LIKE expr                                                 # Like
  | expr NOT? IN expr                                              # In
  | expr op=('<' | '<=' | '>' | '>=' | '==' | '!=') expr           # Comparison
  | ('!' | NOT) expr                                               # Negation
  | expr ('&&' | AND) expr                                         # Conjunction
  | expr ('||' | OR) expr                                          # Disjunction
  ;

// A named argument is an option of a function: minimum_should_match=2.
argument : (IDENTIFIER '=')? expr ;

path : '[' (STRING | INTEGER) ']' ;

literal : INTEGER | FLOAT | STRING | TRUE | FALSE ;

AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
IN : 'in' ;
LIKE : 'like' ;
IS : 'is' ;
NULL : 'null' ;
EXISTS : 'exists' ;
TRUE : 'true' ;
FALSE : 'false' ;
OPEN : '(' ;

// Decimal, octal with a leading 0, hexadecimal or binary.
INTEGER : [1-9] [0-9]* | '0' [0-7]* | '0x' HEX+ | '0b' [01]+ ;
FLOAT
  : [0-9]+ '.' [0-9]* EXPONENT?
  | '.' [0-9]+ EXPONENT?
  | [0-9]+ EXPONENT
  | '0x' (HEX+ '.'? HEX* | '.' HEX+) 'p' [+-]? [0-9]+
  ;
fragment HEX : [0-9a-f] ;
fragment EXPONENT : 'e' [+-]? [0-9]+ ;
STRING : '"' (ESCAPE | ~["\\])* '"' | '\'' (ESCAPE | ~['\\])* '\'' ;
fragment ESCAPE : '\\' . ;
IDENTIFIER : [a-z_$] [a-z0-9_$]* ;
SPACE : [ \t\r\n]+ -> skip ;
